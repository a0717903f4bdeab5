import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Asked, Candidate, PredictWork, Prediction } from '../../src/main/services/training/index.ts';
import type { SnapshotSlice } from '../../src/shared/domain/curation/snapshot.ts';
import { type Box, boxIou } from '../../src/shared/domain/grounding/box.ts';
import { SHORT, type TrainingProject, trainingProject } from '../support/training-project.ts';

let root: string;
let project: TrainingProject;
let head: Candidate;
let val: readonly SnapshotSlice[];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plumbline-head-'));
  project = await trainingProject(root);
  head = await project.session.training.trainHead(request(1, 24), work());
  const { snapshot } = await project.session.snapshots.open(project.snapshotId);
  val = snapshot.slices.filter(({ split }) => split === 'val');
}, 120_000);
afterAll(async () => {
  await project.close();
  await rm(root, { recursive: true, force: true });
});

const request = (seed: number, steps: number) => ({
  snapshot: project.snapshotId,
  settings: { ...SHORT, steps },
  seed,
  encoder: 'tiny-radgrounder',
});
const work = (change: Partial<PredictWork> = {}): PredictWork => ({
  signal: new AbortController().signal,
  isBackground: true,
  ...change,
});
const asked = (): Asked[] =>
  val.map((slice) => ({ ...slice, classIds: slice.pairs.map(({ classId }) => classId) }));
const predict = (change?: Partial<PredictWork>): Promise<Prediction[]> =>
  project.session.training.predict(head.id.slice(0, 12), asked(), work(change));

describe('a trained head that is asked about slices', () => {
  it('places boxes as well as it was measured to when it was trained', async () => {
    const found = await predict();
    let [sum, count] = [0, 0];
    for (const [at, { imageId, answers }] of found.entries()) {
      expect(imageId).toBe(val[at]!.imageId);
      const truth = new Map<number, Box>(val[at]!.pairs.map((pair) => [pair.classId, pair.box]));
      for (const { classId, box } of new Map(answers.map((answer) => [answer.classId, answer])).values()) {
        sum += box ? boxIou(box, truth.get(classId)!) : 0;
        count += 1;
      }
    }
    const { iou } = head.lineage.outcome.validation;
    expect(count).toBe(head.lineage.data.validationBoxes);
    expect(iou).toBeGreaterThan(0.05);
    expect(Math.abs(sum / count - iou)).toBeLessThan(0.002);
  });

  it('answers in the order of the question, within the slice, and says how sure it is', async () => {
    for (const [at, { answers }] of (await predict()).entries()) {
      const { width, height, pairs } = val[at]!;
      expect(answers.map(({ classId }) => classId)).toEqual(pairs.map(({ classId }) => classId));
      for (const { box, presence, confidence } of answers) {
        expect(presence).toBeGreaterThan(0);
        expect(confidence).toBeLessThanOrEqual(presence);
        if (!box) continue;
        expect(confidence).toBeGreaterThan(0);
        expect(box[0] >= 0 && box[0] < box[2] && box[2] <= width).toBe(true);
        expect(box[1] >= 0 && box[1] < box[3] && box[3] <= height).toBe(true);
      }
    }
  });

  it('says the same to a person who waits, with features that are there or not, and beside a training', async () => {
    const before = await predict();
    await rm(join(project.dir, 'cache', 'features'), { recursive: true });
    const abort = new AbortController();
    const training = project.session.training
      .trainHead(request(2, 100_000), work({ signal: abort.signal }))
      .catch((error: unknown) => error);
    const steps: string[] = [];
    const found = await predict({ isBackground: false, onProgress: ({ step }) => steps.push(step) });
    abort.abort();
    expect(await training).toMatchObject({ name: 'AbortError' });
    expect(new Set(steps)).toEqual(new Set(['head', 'encode']));
    for (const [at, { answers }] of found.entries())
      for (const [n, { presence }] of answers.entries())
        expect(presence).toBeCloseTo(before[at]!.answers[n]!.presence, 3);
  }, 120_000);

  it('stops when it is told to', async () => {
    await expect(predict({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('is refused when its file is not the one that was trained', async () => {
    await appendFile(join(head.dir, 'head.onnx'), '.');
    await expect(predict()).rejects.toMatchObject({ code: 'training.candidate-unknown' });
    // Nor is a head that was whole when it was found.
    await writeFile(join(head.dir, 'head.onnx'), 'something else');
    const { training } = project.session;
    const other = { ...head, lineage: { ...head.lineage, files: { ...head.lineage.files } } };
    other.lineage.files['head.onnx'] = { bytes: 1, sha256: 'f'.repeat(64) };
    await expect(training.predict(other, asked(), work())).rejects.toMatchObject({
      code: 'training.candidate-unknown',
    });
  });
});
