import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Candidate } from '../../src/main/services/training/index.ts';
import type { AppEvent } from '../../src/shared/contract/jobs.ts';
import { boxIou } from '../../src/shared/domain/grounding/box.ts';
import type { StoredPair } from '../../src/main/store/pair-rows.ts';
import { SHORT, type TrainingProject, trainingProject } from '../support/training-project.ts';
import { verdictOn } from '../support/verdict.ts';

let root: string;
let project: TrainingProject;
const heads: Candidate[] = [];
let current: Candidate | null = null;
const events: AppEvent[] = [];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plumbline-proposals-'));
  project = await trainingProject(root, {
    currentHead: () => current?.id ?? null,
    publish: (event) => events.push(event),
  });
  for (const seed of [1, 2]) heads.push(await train(seed));
  for (let n = 0; n < 40; n += 1) review().undo(`undo-${n}`);
  current = heads[0]!;
}, 120_000);
afterAll(async () => {
  await project.close();
  await rm(root, { recursive: true, force: true });
});
beforeEach(() => void events.splice(0));

const review = () => project.session.review;
const train = (seed: number): Promise<Candidate> =>
  project.session.training.trainHead(
    { snapshot: project.snapshotId, settings: SHORT, seed, encoder: 'tiny-radgrounder' },
    { signal: new AbortController().signal, isBackground: true },
  );
const open = (): StoredPair[] => pairs().filter(({ state }) => state === 'pending');
const pairs = (): StoredPair[] =>
  [...project.session.store.sliceReader.all()].flatMap(({ sliceId }) =>
    project.session.store.pairs.ofSlice(sliceId),
  );
const of = (pairId: number) => project.session.proposals.ofPair(pairId);

async function renewed(): Promise<{ proposed: number; failed: number }> {
  const { jobs, proposals } = project.session;
  const jobId = proposals.renew()!;
  expect((await jobs.finished(jobId)).status).toBe('done');
  return jobs.result(jobId) as { proposed: number; failed: number };
}

describe('boxes of the head in use', () => {
  it('are proposed for every open pair, with the version that made them, and for no other', async () => {
    expect(open()).toHaveLength(40);
    expect(await renewed()).toEqual({ proposed: 40, failed: 0 });
    expect(project.session.proposals.status()).toEqual({ headId: current!.id });
    const told = events.flatMap((event) => (event.type === 'proposals.changed' ? event.pairIds : []));
    expect(told.toSorted((a, b) => a - b)).toEqual(open().map(({ pairId }) => pairId));
    for (const pair of pairs()) expect(of(pair.pairId).head === null).toBe(pair.state !== 'pending');
    expect(await renewed()).toEqual({ proposed: 0, failed: 0 });
  }, 60_000);

  it('are those that the head predicts, in whole pixels where they are offered', async () => {
    const pair = open()[0]!;
    const slice = project.session.store.sliceReader.get(pair.sliceId)!;
    const work = { signal: new AbortController().signal, isBackground: true };
    const asked = [{ ...slice, ...slice.geometry, classIds: [pair.derivedClassId] }];
    const [prediction] = await project.session.training.predict(current!, asked, work);
    const [answer] = prediction!.answers;
    const { head, proposed } = of(pair.pairId);
    expect(head).toMatchObject({ box: answer!.box, confidence: answer!.confidence, headId: current!.id });
    expect(head!.iou).toBe(boxIou(answer!.box!, pair.derivedBox));
    expect(proposed).toMatchObject({
      proposer: 'head',
      version: current!.id,
      name: current!.id.slice(0, 12),
    });
    for (const [at, edge] of proposed!.box.entries())
      expect(Math.abs(edge - answer!.box![at]!)).toBeLessThan(1);
    expect(proposed!.box.every(Number.isInteger)).toBe(true);
  });

  it('are those of the next head once it is in use, except beside verdicts that were given', async () => {
    const judged = open()[3]!.pairId;
    review().decide(verdictOn(review().pair(judged)));
    current = heads[1]!;
    const { jobs, proposals } = project.session;
    const before = jobs.list().length;
    proposals.hear({ type: 'registry.changed' });
    expect(jobs.list()).toHaveLength(before + 1);
    expect(await renewed()).toEqual({ proposed: 39, failed: 0 });
    for (const { pairId } of open()) expect(of(pairId).head!.headId).toBe(heads[1]!.id);
    expect(of(judged).head!.headId).toBe(heads[0]!.id);
  }, 60_000);

  it('are not shown once their head was rolled back, also before the job has come by, and stay beside verdicts', () => {
    const judged = pairs().find(({ pairId, state }) => state !== 'pending' && of(pairId).head)!;
    const { pairId } = open()[0]!;
    const before = of(pairId);
    expect(before.head!.headId).toBe(heads[1]!.id);
    for (const inUse of [heads[0]!, null]) {
      current = inUse;
      expect(of(pairId)).toEqual({ isWithheld: false, head: null, proposed: null });
      expect(of(judged.pairId).head).not.toBeNull();
    }
    current = heads[1]!;
    expect(of(pairId)).toEqual(before);
  });

  it('are asked for at the next start where the program was killed between promotion and job, and only there', async () => {
    const { jobs, proposals } = project.session;
    const count = (): number => jobs.list().length;
    const before = count();
    proposals.takeUp();
    expect(count()).toBe(before);
    current = heads[0]!;
    proposals.takeUp();
    expect(count()).toBe(before + 1);
    await renewed();
    for (const { pairId } of open()) expect(of(pairId).head!.headId).toBe(heads[0]!.id);
    current = heads[1]!;
    proposals.takeUp();
    await renewed();
  }, 60_000);

  it('are not told in a blind project before the verdict', () => {
    const { vlm } = project.session;
    vlm.setBlind(true, 'E. Tester');
    const { pairId } = open()[0]!;
    expect(of(pairId)).toEqual({ isWithheld: true, head: null, proposed: null });
    review().decide(verdictOn(review().pair(pairId)));
    expect(of(pairId)).toMatchObject({ isWithheld: false, head: { headId: heads[1]!.id } });
    vlm.setBlind(false, 'E. Tester');
  });

  it('are made for the others where a picture is gone, which is named', async () => {
    current = heads[0]!;
    const slice = project.session.store.sliceReader.get(open()[0]!.sliceId)!;
    await rm(join(project.dir, 'cache', 'features'), { recursive: true });
    const { pixelsSha256 } = slice;
    const blob = join(project.dir, 'blobs', pixelsSha256.slice(0, 2), `${pixelsSha256}.zst`);
    await rename(blob, `${blob}.away`);
    const { jobs, proposals } = project.session;
    const jobId = proposals.renew()!;
    const { problems, status } = await jobs.finished(jobId);
    expect(status).toBe('done');
    expect(problems).toMatchObject([{ file: slice.imageId, code: 'store.blob-missing' }]);
    const left = project.session.store.pairs
      .ofSlice(slice.sliceId)
      .filter(({ state }) => state === 'pending');
    // What an earlier head said of them is taken away all the same.
    expect(left.map(({ pairId }) => of(pairId).head)).toEqual(left.map(() => null));
    expect(open().filter(({ pairId }) => of(pairId).head?.headId === heads[0]!.id)).toHaveLength(
      open().length - left.length,
    );
    await rename(`${blob}.away`, blob);
    expect(await renewed()).toEqual({ proposed: left.length, failed: 0 });
  }, 60_000);

  it('are made for pairs that a job has made', async () => {
    current = heads[1]!;
    const done = Promise.withResolvers<void>();
    const push = events.push.bind(events);
    events.push = (event) => {
      if (event.type === 'jobs.changed' && event.job.kind === 'proposals.make' && event.job.status === 'done')
        done.resolve();
      return push(event);
    };
    const { jobId } = project.session.derivation.start({});
    await project.session.jobs.finished(jobId);
    await done.promise;
    for (const { pairId } of open()) expect(of(pairId).head!.headId).toBe(heads[1]!.id);
  }, 60_000);
});

describe('without a head in use', () => {
  it('no head’s box is left at an open pair, and those beside verdicts stay', async () => {
    const { jobs, proposals } = project.session;
    current = null;
    const judged = pairs().filter(({ pairId, state }) => state !== 'pending' && of(pairId).head);
    expect(judged.length).toBeGreaterThan(0);
    expect((await jobs.finished(proposals.renew()!)).status).toBe('done');
    for (const { pairId } of open()) expect(of(pairId).head).toBeNull();
    for (const { pairId } of judged) expect(of(pairId).head).not.toBeNull();
    expect(proposals.status()).toEqual({ headId: null });
  }, 60_000);

  it('RadGrounder’s box is offered where it has one', () => {
    current = null;
    const { store } = project.session;
    const pair = pairs().find(({ pairId, state }) => state !== 'pending' && !of(pairId).head)!;
    expect(of(pair.pairId)).toEqual({ isWithheld: false, head: null, proposed: null });
    const said = {
      classId: pair.derivedClassId,
      box: [1, 2, 20, 22],
      start: 0,
      end: 3,
      confidence: 0.7,
    } as const;
    const answer = { text: 'liver', boxes: [said], isComplete: true, createdAt: '2026-01-01T00:00:00.000Z' };
    const pack = {
      packId: 'a'.repeat(64),
      packName: 'radgrounder 1.0',
      task: 'ground',
      language: 'en',
    } as const;
    store.suggestions.save({ ...answer, ...pack, sliceId: pair.sliceId });
    expect(of(pair.pairId).proposed).toMatchObject({
      proposer: 'radgrounder',
      name: 'radgrounder 1.0',
      version: 'a'.repeat(64),
      box: [1, 2, 20, 22],
    });
  });
});
