import { kill } from 'node:process';
import { mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFeatures } from '../../src/main/formats/feature-file.ts';
import { openGraph } from '../../src/main/compute/session.ts';
import {
  type Candidate,
  FeatureCache,
  type TrainRequest,
  createTrainingService,
} from '../../src/main/services/training/index.ts';
import type { TrainingReport } from '../../src/shared/contract/training.ts';
import { childPids } from '../support/children.ts';
import { SHORT, type TrainingProject, trainingProject } from '../support/training-project.ts';

let root: string;
let project: TrainingProject;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plumbline-training-'));
  project = await trainingProject(root);
}, 120_000);
afterAll(async () => {
  await project.close();
  await rm(root, { recursive: true, force: true });
});

const request = (seed: number, change: Partial<TrainRequest> = {}): TrainRequest => ({
  snapshot: project.snapshotId,
  settings: SHORT,
  seed,
  encoder: 'tiny-radgrounder',
  ...change,
});

interface Watched {
  readonly isFresh?: boolean;
  readonly signal?: AbortSignal;
  readonly onReport?: (report: TrainingReport) => void;
}
const train = (wanted: TrainRequest, { isFresh, signal, onReport }: Watched = {}): Promise<Candidate> =>
  project.session.training.trainHead(wanted, {
    signal: signal ?? new AbortController().signal,
    isBackground: true,
    isFresh,
    ...(onReport && { onReport }),
  });

/** Forgets a head and trains it once more. */
async function again(candidate: Candidate, wanted: TrainRequest): Promise<Candidate> {
  await rm(dirname(candidate.dir), { recursive: true });
  return train(wanted);
}

const head = ({ dir }: Candidate): Promise<Buffer> => readFile(join(dir, 'head.onnx'));

describe('training a head on a snapshot', () => {
  let whole: Candidate;
  const reports: TrainingReport[] = [];
  beforeAll(async () => {
    whole = await train(request(1), { onReport: (report) => reports.push(report) });
  }, 120_000);

  it('tells its loss, and measures itself on patients that do not train', () => {
    expect(reports.map(({ step }) => step)).toEqual([4, 8, 12]);
    for (const { loss, validation } of reports) {
      expect(loss).toBeGreaterThan(0);
      expect(validation!.iou).toBeGreaterThan(0);
    }
    expect(reports.at(-1)!.loss).toBeLessThan(reports[0]!.loss);
    const { outcome } = whole.lineage;
    const best = Math.max(...outcome.history.map(({ iou }) => iou));
    expect(outcome.validation.iou).toBeGreaterThanOrEqual(best);
    expect(outcome.drawn.total).toBe(12 * SHORT.batch);
  });

  it('leaves a head that stands alone, with what is needed to make it again', async () => {
    expect(whole.lineage).toMatchObject({
      snapshot: { id: project.snapshotId },
      seed: 1,
      settings: SHORT,
      parent: null,
      encoder: { packName: 'tiny-radgrounder 1.0.0' },
    });
    const { tokens, width } = whole.lineage.encoder;
    const graph = await openGraph(join(whole.dir, 'head.onnx'), { provider: 'cpu', threads: 1 });
    const data = new Float32Array(tokens * width).fill(0.1);
    const outputs = await graph.run({ image_features: { type: 'float32', dims: [1, tokens, width], data } });
    expect(outputs['presence']!.dims).toEqual([1, 121]);
    expect(outputs['boxes']!.dims).toEqual([1, 121, 4]);
    for (const value of outputs['boxes']!.data as Float32Array) expect(value >= 0 && value <= 1).toBe(true);
    await graph.release();
  });

  it('trains on no slice of a gold patient', async () => {
    const { snapshot } = await project.session.snapshots.open(project.snapshotId);
    const inSplit = (split: string): number =>
      snapshot.slices.filter((slice) => slice.split === split).length;
    expect(inSplit('gold')).toBeGreaterThan(0);
    expect(whole.lineage.data).toMatchObject({ slices: inSplit('train'), validationSlices: inSplit('val') });
  });

  it('is the same head for the same seed, and another for another', async () => {
    const [bytes, before] = [await head(whole), whole.lineage.createdAt];
    expect((await train(request(1))).lineage.createdAt).toBe(before);
    whole = await again(whole, request(1));
    expect(whole.lineage.createdAt).not.toBe(before);
    expect((await head(whole)).equals(bytes)).toBe(true);
    expect((await head(await train(request(2)))).equals(bytes)).toBe(false);
  }, 120_000);

  it('made again where its file was damaged is the same candidate, under its id', async () => {
    const bytes = await head(whole);
    await writeFile(join(whole.dir, 'head.onnx'), bytes.subarray(9));
    expect(await project.session.training.candidates()).not.toContainEqual(
      expect.objectContaining({ id: whole.id }),
    );
    const healed = await train(request(1));
    expect(healed.id).toBe(whole.id);
    expect((await head(healed)).equals(bytes)).toBe(true);
    expect(await readdir(dirname(whole.dir))).toEqual(['candidate']);
  }, 120_000);

  it('goes on from a head that was trained before, in its projection', async () => {
    const next = await train(request(1, { parent: whole.id, settings: { ...SHORT, steps: 4 } }));
    expect(next.lineage.parent).toBe(whole.id);
    expect(next.lineage.outcome.history[0]!.loss).toBeLessThan(reports[0]!.loss);
  }, 120_000);

  it.skipIf(process.platform !== 'linux')(
    'goes on from the last checkpoint when its process is killed, and ends as if nothing had happened',
    async () => {
      const steps: number[] = [];
      const broken = train(request(3), {
        onReport: ({ step }) => {
          steps.push(step);
          if (step === 8) for (const pid of childPids('compute')) kill(pid, 'SIGKILL');
        },
      });
      await expect(broken).rejects.toMatchObject({ code: 'compute.killed' });
      expect(await project.session.training.candidates()).not.toContainEqual(
        expect.objectContaining({ lineage: expect.objectContaining({ seed: 3 }) as unknown }),
      );
      const resumed = await train(request(3));
      expect(resumed.lineage.outcome.resumedAt).toBe(8);
      const whole3 = await head(resumed);
      expect((await head(await again(resumed, request(3)))).equals(whole3)).toBe(true);
    },
    120_000,
  );

  it('can be paused as a job and resumed', async () => {
    const { jobs, training } = project.session;
    const { jobId } = training.start(request(4, { settings: { ...SHORT, steps: 40 } }));
    await expect.poll(() => jobs.get(jobId), { timeout: 60_000 }).toMatchObject({ step: 'train' });
    jobs.pause(jobId);
    await expect.poll(() => jobs.get(jobId).status, { timeout: 20_000 }).toBe('paused');
    jobs.resume(jobId);
    const { status } = await jobs.finished(jobId);
    expect(status).toBe('done');
    const { candidate } = jobs.result(jobId) as { candidate: string };
    expect((await training.candidate(candidate)).lineage.outcome.resumedAt).toBeGreaterThan(0);
  }, 120_000);
});

describe('a run that cannot be', () => {
  const cacheDir = (): string => join(project.dir, 'cache', 'features');
  const featureFiles = async (): Promise<string[]> =>
    (await readdir(cacheDir(), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));

  it('for want of decisions, or of patients to stop by, is refused before it starts', async () => {
    const { snapshot } = await project.session.snapshots.open(project.snapshotId);
    const few = { ...snapshot, slices: snapshot.slices.slice(0, 3) };
    const only = { ...snapshot, slices: snapshot.slices.filter(({ split }) => split === 'train') };
    const deps = { ...project.session, models: project.machine.models, compute: project.machine.compute };
    for (const [given, code] of [
      [few, 'training.too-few-decisions'],
      [only, 'training.no-validation'],
    ] as const) {
      const fake = {
        open: () => Promise.resolve({ id: 'f'.repeat(64), snapshot: given }),
        missingImages: () => Promise.resolve([]),
      };
      const clock = { now: () => 0, monotonic: () => 0 };
      const service = createTrainingService({ ...deps, snapshots: fake, clock, version: '0' });
      const work = { signal: new AbortController().signal, isBackground: true };
      await expect(service.trainHead(request(1), work)).rejects.toMatchObject({ code });
    }
  });

  it('for a checkpoint that is damaged says so, and promotes nothing', async () => {
    const abort = new AbortController();
    const stopped = train(request(5), {
      signal: abort.signal,
      onReport: ({ step }) => step === 4 && abort.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    const runs = await readdir(join(project.dir, 'training'));
    const files = await Promise.all(
      runs.map((run) => readdir(join(project.dir, 'training', run)).then((names) => ({ run, names }))),
    );
    const { run } = files.find(({ names }) => names.includes('checkpoint.bin'))!;
    const file = join(project.dir, 'training', run, 'checkpoint.bin');
    const bytes = await readFile(file);
    bytes[Math.floor(bytes.length / 2)]! ^= 1;
    await writeFile(file, bytes);
    const before = await project.session.training.candidates();
    await expect(train(request(5))).rejects.toMatchObject({
      code: 'training.checkpoint-damaged',
      params: { file },
    });
    expect(await project.session.training.candidates()).toEqual(before);
    expect((await train(request(5), { isFresh: true })).lineage.outcome.resumedAt).toBe(0);
  }, 120_000);

  it('for other pixels, another modality or another encoder has no features of these', () => {
    const cache = new FeatureCache({ dir: project.dir, blobs: null as never }, null as never);
    const [slice, encoder] = [{ pixelsSha256: 'a1'.repeat(32), modality: 'CT' }, { packId: 'b2'.repeat(32) }];
    const fileOf = (one: object, by: object): string =>
      cache.fileOf({ ...slice, ...one } as never, { ...encoder, ...by } as never);
    const files = [
      fileOf({}, {}),
      fileOf({ imageId: 'another name' }, { packName: 'another name' }),
      fileOf({ pixelsSha256: 'a1'.repeat(31) + 'a2' }, {}),
      fileOf({ modality: 'MR' }, {}),
      fileOf({}, { packId: 'b3'.repeat(32) }),
    ];
    expect(files[1]).toBe(files[0]);
    expect(new Set(files).size).toBe(4);
  });

  it('for damaged features computes them anew', async () => {
    const [file] = await featureFiles();
    const bytes = await readFile(file!);
    await writeFile(file!, bytes.subarray(0, bytes.length - 7));
    await train(request(6));
    expect((await readFile(file!)).equals(bytes)).toBe(true);
  }, 120_000);

  it('for numbers that are none stops, and keeps nothing of it', async () => {
    const { tokens, width } = (await project.session.training.candidates())[0]!.lineage.encoder;
    const files = await featureFiles();
    const kept = await Promise.all(files.map((file) => readFile(file)));
    const nan = new Uint16Array(tokens * width).fill(0x7e00);
    for (const file of files) await writeFeatures(file, { tokens, width, data: nan });
    const before = await project.session.training.candidates();
    await expect(train(request(7))).rejects.toMatchObject({ code: 'training.not-finite' });
    expect(await project.session.training.candidates()).toEqual(before);
    await Promise.all(files.map((file, at) => writeFile(file, kept[at]!)));
  }, 120_000);

  it('for images that are gone is refused', async () => {
    const blobs = join(project.dir, 'blobs');
    const hidden = join(root, 'hidden');
    await rename(blobs, hidden);
    await expect(train(request(8))).rejects.toMatchObject({ code: 'snapshots.images-missing' });
    await rename(hidden, blobs);
  });
});
