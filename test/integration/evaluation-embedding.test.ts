import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/main/app/session.ts';
import { newId, nodeChildHost, systemClock } from '../../src/main/ports/node.ts';
import { compareFiles, readReport, runEvaluation, scored } from '../../src/main/services/evaluation/index.ts';
import type { Report } from '../../src/shared/contract/evaluation.ts';
import { type Answers, INPUT, codeOf, decidedAnswers, scriptedModel } from '../support/scripted-model.ts';
import { decidedProject } from '../support/decided-project.ts';
import { segmentationPack, writePack } from '../support/model-packs.ts';
import { type RunningModels, startModels } from '../support/models.ts';
import { meanOf, textEmbeddingPack, tokensOf } from '../support/text-embedding-pack.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let root: string;
let session: Session;
let close: () => Promise<void>;
let running: RunningModels;
let packId: string;
let packDir: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plumbline-evaluation-embedding-'));
  const paths = { dataDir: join(root, 'other-home'), rendererDir: '', resourcesDir: join(root, 'none') };
  const ports = { clock: systemClock, log, newId, children: nodeChildHost(), paths };
  ({ session, close } = await decidedProject(root, ports));
  running = startModels(join(root, 'machine'));
  packDir = writePack(join(root, 'embedding'), textEmbeddingPack());
  packId = (await running.models.add(packDir)).pack.id;
}, 60_000);
afterAll(async () => {
  running.compute.close();
  await close();
  await rm(root, { recursive: true, force: true });
});

/** Answers in the order of the set: exactly what people decided, or with another structure named at each box. */
const perfect: Answers = (_prompt, call) => decidedAnswers(session)[call]!;
const misnamed: Answers = (_prompt, call) => {
  const boxes = decidedAnswers(session)[call]!.boxes.map((box) => ({ ...box, start: 0, end: 11 }));
  return { text: 'left kidney', boxes, isComplete: true };
};

/** @param folder Of all evaluations; the same one for several of the same model. */
function evaluated(answers: Answers, embedding: string | undefined, folder: string) {
  const { writer, asked } = scriptedModel(answers);
  const steps = new Set<string>();
  const done = runEvaluation(
    { ...INPUT, ...(embedding !== undefined && { embedding }) },
    {
      writer,
      folder,
      models: running.models,
      compute: running.compute,
      store: session.store,
      reading: { ask: () => expect.fail('pictures are in the project') },
      training: null,
      snapshot: () => Promise.resolve(null),
      now: () => new Date().toISOString(),
      llm: { client: () => expect.fail(), state: () => ({ connection: {} }) as never },
    },
    {
      signal: new AbortController().signal,
      onProgress: ({ step }) => steps.add(step),
      onProblem: ({ code }) => expect.fail(code),
    },
  );
  return { done, asked, steps };
}
const newFolder = (): Promise<string> => mkdtemp(join(root, 'evaluations-'));
const gIou = ({ summary }: Report): number =>
  summary.figures.find(({ metric }) => metric === 'gIou')!.interval!.value;
const compared = (first: string, second: string) =>
  compareFiles({ first, second, html: null, language: 'en', signal: new AbortController().signal });

describe('an evaluation that matches by a pack', { timeout: 60_000 }, () => {
  it('names it, and keeps the cosines of its vectors', async () => {
    const { done, steps } = evaluated(misnamed, 'test-embedding', await newFolder());
    const { report } = await done;
    expect(report.embedding).toEqual({ name: 'test-embedding', version: '1.0.0', pack: packId });
    expect([...steps]).toContain('embed');
    const { texts, pairs } = report.similarities!;
    expect(texts).toContain('left kidney');
    expect(pairs.length).toBeGreaterThan(3);
    for (const [truth, predicted, similarity] of pairs) {
      const [a, b] = [truth, predicted].map((at) => meanOf(tokensOf(texts[at]!)));
      const cosine = a!.reduce((sum, value, at) => sum + value * b![at]!, 0);
      expect(similarity, `${texts[truth]} | ${texts[predicted]}`).toBeCloseTo(cosine, 5);
    }
    // Boxes are right and names are not, so that the score is what names are worth.
    expect(gIou(report)).toBeGreaterThan(0);
    expect(gIou(report)).toBeLessThan(0.999);
  });

  it('gives a model full marks that says exactly what people decided', async () => {
    const { report } = await evaluated(perfect, packId.slice(0, 12), await newFolder()).done;
    expect(gIou(report)).toBeCloseTo(1, 6);
    expect(report.published!.meanSimilarity).toBeCloseTo(1, 6);
  });

  it('lies beside that by the usual embedding; nothing is predicted twice', async () => {
    const folder = await newFolder();
    const usual = await evaluated(perfect, undefined, folder).done;
    const { done, asked } = evaluated(perfect, 'test-embedding', folder);
    const { file, report } = await done;
    expect(asked).toEqual([]);
    const names = await readdir(dirname(file));
    expect(names).toEqual(expect.arrayContaining(['report.json', `report-${packId.slice(0, 12)}.json`]));
    expect(await readReport(usual.file)).toEqual(usual.report);
    expect((await evaluated(perfect, 'test-embedding', folder).done).report.id).toBe(report.id);
    expect((await evaluated(perfect, 'lexicon', folder).done).report.id).toBe(usual.report.id);
  });

  it('is compared with others by the same pack, which need not be there any more, and with no others', async () => {
    const [first, second] = [await newFolder(), await newFolder()];
    const [usual, good, bad] = [
      await evaluated(perfect, undefined, first).done,
      await evaluated(perfect, 'test-embedding', first).done,
      await evaluated(misnamed, 'test-embedding', second).done,
    ];
    await expect(compared(usual.file, bad.file)).rejects.toMatchObject({
      code: 'evaluation.other-embedding',
      params: { first: 'lexicon-ngrams', second: 'test-embedding 1.0.0' },
    });
    await running.models.remove(packId);
    const { figures } = await compared(good.file, bad.file);
    const { first: before, second: after } = figures.find(({ metric }) => metric === 'gIou')!;
    expect(before!.value).toBeCloseTo(1, 6);
    expect(after!.value).toBeCloseTo(gIou(bad.report), 9);
    expect(scored(await readReport(bad.file))).toEqual(scored(bad.report));
    await running.models.add(packDir);
  });

  it('asks the model about nothing where there is no such pack, or it is of another kind', async () => {
    await running.models.add(writePack(join(root, 'segmentation'), segmentationPack()));
    const folder = await newFolder();
    for (const [reference, code] of [
      ['nobody', 'models.unknown'],
      ['test-segmentation', 'models.wrong-kind'],
    ] as const) {
      const { done, asked } = evaluated(perfect, reference, folder);
      expect(await codeOf(done)).toBe(code);
      expect(asked).toEqual([]);
    }
  });
});
