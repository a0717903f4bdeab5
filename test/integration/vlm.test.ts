import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBatch } from '../../src/main/app/batch.ts';
import { type Machine, createMachine } from '../../src/main/app/machine.ts';
import { type Session, createSession } from '../../src/main/app/session.ts';
import { newId, nodeChildHost, systemClock } from '../../src/main/ports/node.ts';
import { openProject } from '../../src/main/store/project-store.ts';
import { AppError } from '../../src/shared/contract/app-error.ts';
import type { SliceAnswer } from '../../src/shared/contract/vlm.ts';
import type { ClassId } from '../../src/shared/domain/anatomy/classes.ts';
import type { Box } from '../../src/shared/domain/grounding/box.ts';
import { writeStudy } from '../support/study-folder.ts';
import { TINY_RADGROUNDER } from '../support/tiny-radgrounder.ts';
import { verdictOn } from '../support/verdict.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let root: string;
let machine: Machine;
let session: Session;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plumbline-vlm-'));
  await cp(TINY_RADGROUNDER, join(root, 'resources', 'models', 'tiny'), { recursive: true });
  await writeStudy(join(root, 'in'), 'S1', { modality: 'CT', captions: 4 });
  const ports = {
    clock: systemClock,
    log,
    newId,
    children: nodeChildHost(),
    paths: { dataDir: join(root, 'home'), rendererDir: '', resourcesDir: join(root, 'resources') },
  };
  const project = join(root, 'project');
  const batch = createBatch(ports);
  await batch.importPaths({ paths: [join(root, 'in')], project, onProgress: () => undefined });
  await batch.stop();
  machine = createMachine(ports, 'en');
  const store = openProject(project, { at: '' });
  session = createSession(store, { ports, machine, events: { publish: () => undefined } });
  session.review.setReviewer('E. Tester');
}, 60_000);
afterAll(async () => {
  await session.close();
  machine.close();
  await rm(root, { recursive: true, force: true });
});
beforeEach(() => session.vlm.setBlind(false, 'test'));

const all = () =>
  session.review.queue({ filter: {}, order: { by: 'suspicion' }, cursor: null, limit: 50 }).items;
const first = () => all()[0]!;
const code = async (work: () => unknown): Promise<string | undefined> => {
  try {
    await work();
  } catch (error) {
    return (error as AppError).code;
  }
  return undefined;
};

/** As if a model had written it: the random network of the fixture does not know a liver. */
function suggest(sliceId: number, box: { readonly classId: ClassId; readonly box: Box }): number[] {
  return session.store.suggestions.save({
    sliceId,
    packId: 'e'.repeat(64),
    packName: 'other 1.0.0',
    task: 'ground',
    language: 'en',
    text: 'Liver.',
    boxes: [{ ...box, start: 0, end: 5, confidence: 0.9 }],
    isComplete: true,
    createdAt: '2099-01-01T00:00:00.000Z',
  });
}

describe('asking about a slice', () => {
  it('gives the answer as it grows', async () => {
    expect(await session.vlm.options()).toMatchObject({
      pack: 'tiny-radgrounder 1.0.0',
      tasks: ['report', 'ground', 'vqa'],
    });
    const seen: SliceAnswer[] = [];
    const { sliceId } = first();
    for await (const answer of session.vlm.ask({
      sliceId,
      task: 'vqa',
      language: 'en',
      question: 'Is it CT?',
    }))
      seen.push(answer);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.at(-1)!.text.length).toBeGreaterThanOrEqual(seen[0]!.text.length);
  }, 60_000);

  it('stops when nobody listens any more, and the next question is answered', async () => {
    const { sliceId } = first();
    const abort = new AbortController();
    const answers = session.vlm.ask({ sliceId, task: 'report', language: 'de' }, abort.signal);
    abort.abort();
    await expect(answers.next()).rejects.toThrow('abort');
    const { value } = await session.vlm.ask({ sliceId, task: 'report', language: 'de' }).next();
    expect(value).toBeDefined();
  }, 60_000);

  it('wants a question where there is to be an answer', async () => {
    const ask = () => session.vlm.ask({ sliceId: first().sliceId, task: 'vqa', language: 'en' }).next();
    expect(await code(ask)).toBe('vlm.no-question');
  });
});

describe('asking ahead', () => {
  it('covers each slice with an undecided pair once, and goes on after a stop', async () => {
    const slices = new Set(all().map(({ sliceId }) => sliceId));
    const { jobId } = await session.vlm.ahead('en');
    session.jobs.cancel(jobId);
    expect(await session.jobs.finished(jobId)).toMatchObject({ status: 'cancelled' });
    session.jobs.resume(jobId);
    expect(await session.jobs.finished(jobId)).toMatchObject({ status: 'done', problems: [] });
    for (const sliceId of slices)
      expect(session.store.suggestions.newest(sliceId)).toMatchObject({
        language: 'en',
        packName: 'tiny-radgrounder 1.0.0',
      });
    const again = await session.vlm.ahead('en');
    await session.jobs.finished(again.jobId);
    expect(session.jobs.result(again.jobId)).toEqual({ suggested: 0, failed: 0 });
  }, 120_000);
});

describe("RadGrounder's own box", () => {
  it('that lies elsewhere makes a finding that the queue can find and sort by', () => {
    const { pairId, sliceId, classId, priority } = first();
    const filter = { findings: ['models-disagree' as const] };
    expect(suggest(sliceId, { classId, box: [20, 20, 24, 24] })).toContain(pairId);
    const found = session.review.queue({ filter, order: { by: 'suspicion' }, cursor: null, limit: 50 }).items;
    expect(found.map((pair) => pair.pairId)).toEqual([pairId]);
    expect(found[0]!.priority).toBeGreaterThan(priority);
    const { suggestion } = session.vlm.suggestion(pairId);
    expect(suggestion).toMatchObject({
      packName: 'other 1.0.0',
      own: { box: [20, 20, 24, 24], confidence: 0.9 },
    });
    expect(session.store.verify().filter(({ ok }) => !ok)).toEqual([]);
  });

  it('keeps its finding when pairs are derived anew, and loses it when the model agrees', async () => {
    const { pairId, sliceId, classId } = first();
    suggest(sliceId, { classId, box: [20, 20, 24, 24] });
    const { jobId } = session.derivation.start({});
    await session.jobs.finished(jobId);
    const codes = () => session.review.pair(pairId).pair.findings.map((finding) => finding.code);
    expect(codes()).toContain('models-disagree');
    suggest(sliceId, { classId, box: session.review.pair(pairId).pair.box });
    expect(codes()).not.toContain('models-disagree');
    expect(session.store.verify().filter(({ ok }) => !ok)).toEqual([]);
  });

  it('does not leave the server of a blind project before the verdict', async () => {
    const { pairId, sliceId, classId } = first();
    suggest(sliceId, { classId, box: [20, 20, 24, 24] });
    session.vlm.setBlind(true, 'test');
    const told = JSON.stringify([
      session.vlm.suggestion(pairId),
      session.review.pair(pairId),
      all(),
      session.review.facets({}),
    ]);
    expect(told).not.toMatch(/models-disagree|other 1\.0\.0/);
    expect(session.vlm.suggestion(pairId)).toEqual({ suggestion: null, isWithheld: true });
    const narrowed = { findings: ['models-disagree' as const] };
    expect(session.review.facets(narrowed).matching).toBe(all().length);
    expect(await code(() => session.vlm.ask({ sliceId, task: 'ground', language: 'en' }))).toBe('vlm.blind');
    decide(pairId);
    expect(session.vlm.suggestion(pairId)).toMatchObject({
      isWithheld: false,
      suggestion: { packName: 'other 1.0.0' },
    });
  });
});

function decide(pairId: number): void {
  session.review.decide(verdictOn(session.review.pair(pairId)));
}
