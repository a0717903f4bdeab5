import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DecideInput } from '../../src/shared/contract/review.ts';
import { createReviewService, type ReviewService } from '../../src/main/services/review/index.ts';
import { type ProjectStore, createProject } from '../../src/main/store/project-store.ts';
import { sliceRecord } from '../support/slice-record.ts';
import { verdictOn } from '../support/verdict.ts';

const START = Date.parse('2026-01-01T22:00:00Z');
const HOUR_MS = 3_600_000;

let dir: string;
let store: ProjectStore;
let review: ReviewService;
let now = START;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'overview-'));
  store = createProject(join(dir, 'project'), 'P', { at: new Date(now).toISOString() });
  store.slices.saveAll(Array.from({ length: 12 }, (_, n) => sliceRecord(n)));
  const clock = { now: () => now, monotonic: () => 0 };
  review = createReviewService({ store, clock, newId: () => '', publish: () => undefined });
  review.setReviewer('R');
});
afterAll(async () => {
  store.close();
  await rm(dir, { recursive: true, force: true });
});

function decide(pairId: number, verdict: DecideInput['verdict'], decisionId = `d-${pairId}`): void {
  review.decide(verdictOn(review.pair(pairId), { decisionId, verdict, durationMs: 2000 }));
}

it('the overview counts verdicts that stand: not those taken back, not those given anew', () => {
  decide(1, { kind: 'accept' });
  decide(2, { kind: 'region-wrong', reason: 'too-small' });
  now += 3 * HOUR_MS;
  decide(3, { kind: 'mention-wrong' });
  decide(4, { kind: 'region-wrong', reason: 'too-large' });
  decide(4, { kind: 'region-wrong', reason: 'too-small' }, 'again');
  decide(5, { kind: 'region-wrong', reason: 'wrong-side' });
  review.undo('undo');
  const { counts, byModality, byClass, reasons, days } = review.overview();
  expect(counts).toEqual({
    total: 12,
    byState: { pending: 8, accepted: 1, 'region-wrong': 2, 'mention-wrong': 1 },
  });
  expect(byModality.map(({ modality, total }) => [modality, total])).toEqual([
    ['CT', 8],
    ['MR', 4],
  ]);
  expect(byClass).toEqual([{ classId: 5, ...counts }]);
  expect(reasons).toEqual([
    { kind: 'region-wrong', reason: 'too-small', n: 2 },
    { kind: 'mention-wrong', reason: null, n: 1 },
  ]);
  expect(days).toEqual([
    { day: '2026-01-01', state: 'accepted', n: 1, durationMs: 2000 },
    { day: '2026-01-01', state: 'region-wrong', n: 1, durationMs: 2000 },
    { day: '2026-01-02', state: 'mention-wrong', n: 1, durationMs: 2000 },
    { day: '2026-01-02', state: 'region-wrong', n: 2, durationMs: 6000 },
  ]);
});

it('tells how far two reviewers agree, by what each of them said last and did not take back', () => {
  review.setReviewer('S');
  const again = (pairId: number, verdict: DecideInput['verdict']): void =>
    decide(pairId, verdict, `second-${pairId}`);
  again(1, { kind: 'accept' });
  again(2, { kind: 'accept' });
  again(3, { kind: 'mention-wrong' });
  again(4, { kind: 'cannot-judge' });
  again(5, { kind: 'accept' });
  review.undo('undo-second');
  const { reviewers, acceptance, pairs, kinds } = review.agreement();
  expect(reviewers).toEqual(['R', 'S']);
  expect(acceptance!.units).toBe(3);
  // 1 and 3 alike, 2 apart: observed 2/3, expected 4/9 (R accepts 1 of 3, S 2 of 3).
  expect(pairs[0]!.acceptance.value).toBeCloseTo((2 / 3 - 4 / 9) / (1 - 4 / 9), 12);
  expect(kinds!.value).toBeLessThan(1);
});
