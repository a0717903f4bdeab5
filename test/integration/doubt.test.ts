import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DoubtService } from '../../src/main/services/doubt/index.ts';
import { type ReviewService, createReviewService } from '../../src/main/services/review/index.ts';
import { type ProjectStore, createProject, openProject } from '../../src/main/store/project-store.ts';
import type { SliceRecord } from '../../src/main/store/slice-store.ts';
import type { QueueItem } from '../../src/shared/contract/review.ts';
import { classId } from '../../src/shared/domain/anatomy/classes.ts';
import { DEFAULT_SWITCHES } from '../../src/shared/domain/grounding/switches.ts';
import { sliceRecord } from '../support/slice-record.ts';
import { verdictOn } from '../support/verdict.ts';

const COUNT = 120;
const [LIVER, SPLEEN] = [classId(5), classId(1)];
const at = '2026-01-01T00:00:00Z';
const log = { info: () => undefined, warn: () => undefined, error: vi.fn() };
const clock = { now: () => 0, monotonic: () => 0 };

const told: string[] = [];

let dir: string;
let store: ProjectStore;
let doubt: DoubtService;
let review: ReviewService;

/** Every other slice has a spleen in the place of its liver; spleens are less suspicious to begin with. */
function record(number: number): SliceRecord {
  const made = sliceRecord(number, number % 2 === 0 ? 0.1 : 0.5);
  const [pair] = made.pairs;
  return number % 2 === 0
    ? { ...made, pairs: [{ ...pair!, classId: SPLEEN, regionClassIds: [SPLEEN] }] }
    : made;
}

function open(project: ProjectStore): void {
  store = project;
  doubt = new DoubtService({ store, log, publish: ({ type }) => told.push(type) });
  review = createReviewService({
    store,
    clock,
    newId: () => '',
    publish: (event) => doubt.hear(event),
    doubt,
  });
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'doubt-'));
  open(createProject(join(dir, 'project'), 'P', { at }));
  store.slices.saveAll(Array.from({ length: COUNT }, (_, n) => record(n)));
  review.setReviewer('R');
});
afterEach(async () => {
  await doubt.close();
  store.close();
  await rm(dir, { recursive: true, force: true });
  expect(log.error).not.toHaveBeenCalled();
});

const queue = (limit = 50, cursor: string | null = null): { items: QueueItem[]; nextCursor: string | null } =>
  review.queue({ filter: { states: ['pending'] }, order: { by: 'suspicion' }, cursor, limit });
const judge = (pairId: number): void => {
  const detail = review.pair(pairId);
  const isSpleen = detail.pair.classId === SPLEEN;
  const verdict = isSpleen
    ? ({ kind: 'region-wrong', reason: 'too-small' } as const)
    : { kind: 'accept' as const };
  review.decide(verdictOn(detail, { verdict }));
};
const doubtedFirst = (): number[] =>
  queue()
    .items.filter(({ isDrawn }) => !isDrawn)
    .map(({ classId: id }) => id);

describe('the queue that learns', () => {
  it('puts forward what was found wrong, and says how often it was', async () => {
    expect(new Set(doubtedFirst())).toEqual(new Set([LIVER]));
    for (let pairId = 1; pairId <= 30; pairId += 1) judge(pairId);
    await doubt.settled();
    expect(told).toEqual(['queue.reordered']);
    expect(new Set(doubtedFirst())).toEqual(new Set([SPLEEN]));
    const { pair } = review.pair(queue().items[0]!.pairId);
    expect(pair.doubt?.reason).toEqual({ about: `class:${SPLEEN}`, judged: 15, wrong: 15 });
    expect(pair.doubt?.chance).toBeGreaterThan(0.5);
    expect(pair.priority).toBeCloseTo(pair.doubt!.chance, 3);
  });

  it('keeps what it learned when the project is closed and opened', async () => {
    for (let pairId = 1; pairId <= 25; pairId += 1) judge(pairId);
    await doubt.settled();
    store.close();
    open(openProject(join(dir, 'project'), { at }));
    expect(review.pair(31).pair.doubt?.reason?.judged).toBe(13);
    expect(store.verify().filter(({ ok }) => !ok)).toEqual([]);
  });

  it('says nothing and leaves the order alone while few verdicts were given', async () => {
    for (let pairId = 1; pairId <= 8; pairId += 1) judge(pairId);
    await doubt.learn();
    expect(review.pair(20).pair.doubt).toBeNull();
    expect(new Set(doubtedFirst())).toEqual(new Set([LIVER]));
  });

  it('leaves a pair alone that something else has placed meanwhile', () => {
    const before = store.pairs.get(40)!.priority;
    store.doubts.setPriorities([
      { pairId: 40, before: before + 0.1, priority: 0.9 },
      { pairId: 42, before: store.pairs.get(42)!.priority, priority: 0.9 },
    ]);
    expect([40, 42].map((pairId) => store.pairs.get(pairId)!.priority)).toEqual([before, 0.9]);
  });

  it('gives way to a verdict: what is judged while it learns stays judged', async () => {
    for (let pairId = 1; pairId <= 24; pairId += 1) judge(pairId);
    judge(25);
    const learning = doubt.settled();
    judge(26);
    await learning;
    expect(review.pair(26).pair.state).not.toBe('pending');
    expect(review.pair(26).pair.priority).toBe(0.5);
  });
});

describe('a pair that comes or changes after the order was learned', () => {
  const HEAD = 'e'.repeat(64);
  const chance = (pairId: number): number =>
    Math.round(doubt.about(store.pairs.get(pairId)!)!.chance * 1000) / 1000;
  const priority = (pairId: number): number => store.pairs.get(pairId)!.priority;
  const says = (pairId: number, box: readonly [number, number, number, number]) =>
    store.proposals.save([{ pairId, headId: HEAD, presence: 0.9, box, confidence: 0.5, createdAt: at }]);
  beforeEach(async () => {
    for (let pairId = 1; pairId <= 30; pairId += 1) judge(pairId);
    await doubt.settled();
  });

  it('stands where the others of its kind stand, at once', () => {
    store.slices.saveAll([record(COUNT), record(COUNT + 1)]);
    const [spleen, liver] = [COUNT + 1, COUNT + 2];
    expect(priority(spleen)).toBe(chance(spleen));
    expect(priority(spleen)).toBe(priority(spleen - 6));
    expect(priority(liver)).toBe(priority(liver - 6));
    expect(priority(spleen)).toBeGreaterThan(priority(liver));
  });

  it('moves with what the trained head says, unless the project is blind or it is judged', () => {
    const before = priority(50);
    says(50, [2, 2, 4, 4]);
    expect(priority(50)).toBeGreaterThan(before);
    expect(priority(50)).toBe(chance(50));
    says(52, [0, 0, 2, 2]);
    expect(priority(52)).toBeLessThan(before);
    store.setMeta('blind-review', 'true', { at, actor: 'R' });
    says(54, [2, 2, 4, 4]);
    expect(priority(54)).toBe(before);
    const judged = priority(10);
    says(10, [2, 2, 4, 4]);
    expect(priority(10)).toBe(judged);
    expect(store.proposals.of(10)).toBeUndefined();
  });

  it('keeps its place when it is derived once more and nothing is new', () => {
    says(60, [2, 2, 4, 4]);
    const slice = store.sliceReader.get(store.pairs.get(60)!.sliceId)!;
    const { pairs, omissions } = record(59);
    const by = { extractor: 'lexicon', extractorVersion: '2', switches: DEFAULT_SWITCHES };
    const before = priority(60);
    expect(store.derivations.replace(slice, { pairs, omissions }, by)).toMatchObject({
      changed: 0,
      added: 0,
    });
    expect(priority(60)).toBe(before);
  });
});

describe('a page of the queue', () => {
  it('is at least a fifth drawn at random, and all pages together hold every pair', () => {
    const seen: number[] = [];
    for (let cursor: string | null = null; ;) {
      const page = queue(20, cursor);
      seen.push(...page.items.map(({ pairId }) => pairId));
      if (page.nextCursor !== null)
        expect(page.items.filter(({ isDrawn }) => isDrawn).length).toBeGreaterThanOrEqual(4);
      cursor = page.nextCursor;
      if (cursor === null) break;
    }
    expect(new Set(seen).size).toBe(COUNT);
  });

  it.each([1, 2, 3, 4, 7])(
    'that is asked for after each verdict, %i pairs long, gives every fifth drawn too, in the order of the sample',
    (limit) => {
      const sample = review.queue({
        filter: {},
        order: { by: 'random', seed: 0 },
        cursor: null,
        limit: COUNT,
      }).items;
      const drawn: number[] = [];
      for (let n = 0; n < 50; n += 1) {
        const [next] = queue(limit).items;
        if (n % 5 === 4) expect(next!.isDrawn).toBe(true);
        if (next!.isDrawn) drawn.push(next!.pairId);
        judge(next!.pairId);
      }
      expect(drawn.length).toBeGreaterThanOrEqual(10);
      const judged = new Set(sample.slice(0, 5).map(({ pairId }) => pairId));
      for (const pairId of judged) expect(review.pair(pairId).pair.state).not.toBe('pending');
    },
  );

  it('of pairs in any state draws open ones: what is judged does not use the share up', () => {
    const sample = review.queue({
      filter: {},
      order: { by: 'random', seed: 0 },
      cursor: null,
      limit: COUNT,
    }).items;
    for (const { pairId } of sample.slice(0, 60)) judge(pairId);
    const { items } = review.queue({ filter: {}, order: { by: 'suspicion' }, cursor: null, limit: 50 });
    const left = items.filter(({ state }) => state === 'pending');
    const drawn = left.filter(({ isDrawn }) => isDrawn);
    expect(drawn).toHaveLength(10);
    const ids = (list: readonly QueueItem[]): number[] =>
      list.map(({ pairId }) => pairId).toSorted((a, b) => a - b);
    expect(ids(drawn)).toEqual(ids(sample.slice(60, 70)));
    expect(items.filter(({ isDrawn }) => isDrawn)).toEqual(drawn);
  });

  it('of a random order has no other', () =>
    expect(
      review.queue({ filter: {}, order: { by: 'random', seed: 3 }, cursor: null, limit: 10 }).items,
    ).toHaveLength(10));
});

describe('the random sample', () => {
  it('holds what is judged before the first open pair of the random order, whoever asked for it', () => {
    expect(review.overview().randomSample).toEqual({ judged: 0, wrong: 0 });
    const order = review.queue({
      filter: {},
      order: { by: 'random', seed: 0 },
      cursor: null,
      limit: COUNT,
    }).items;
    for (const { pairId } of [...order.slice(0, 10), ...order.slice(11, 20)]) judge(pairId);
    const wrong = order.slice(0, 10).filter(({ classId: id }) => id === SPLEEN).length;
    expect(review.overview().randomSample).toEqual({ judged: 10, wrong });
  });

  it('is everything once all is judged', () => {
    for (let pairId = 1; pairId <= COUNT; pairId += 1) judge(pairId);
    expect(review.overview().randomSample).toEqual({ judged: COUNT, wrong: COUNT / 2 });
  });
});
