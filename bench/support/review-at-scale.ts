import { setImmediate as breath } from 'node:timers/promises';
import { DoubtService } from '../../src/main/services/doubt/index.ts';
import { createReviewService } from '../../src/main/services/review/index.ts';
import { createSnapshotsService } from '../../src/main/services/snapshots/index.ts';
import type { ProjectStore } from '../../src/main/store/project-store.ts';
import { SNAPSHOT_DEFAULTS } from '../../src/shared/contract/snapshots.ts';
import { verdictOn } from '../../test/support/verdict.ts';
import { type Figure, atMost, median, percentile, timed } from '../figure.ts';

const DECISIONS = 2000;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const clock = { now: () => Date.now(), monotonic: () => performance.now() };

/** What a reviewer, and the page that makes a snapshot, wait for in a large project. */
export async function reviewAtScale(store: ProjectStore): Promise<Figure[]> {
  const doubt = new DoubtService({ store, log, publish: () => undefined });
  const review = createReviewService({ store, clock, newId: () => '', publish: () => undefined, doubt });
  review.setReviewer('R');
  const decisions = decided(review);
  const page = (): void =>
    void review.queue({
      filter: { states: ['pending'] },
      order: { by: 'suspicion' },
      cursor: null,
      limit: 100,
    });
  const pages = timed(100, page);
  const overview = timed(20, () => void review.overview());
  const snapshots = createSnapshotsService({ store, clock });
  const settings = { ...SNAPSHOT_DEFAULTS, undecidedWeight: 0.3 };
  const input = { settings, named: { gold: [], val: [] } };
  const outlook = await waits(() => snapshots.outlook(input));
  const made = await waits(() => snapshots.create(input));
  const learned = await waits(() => doubt.learn());
  await doubt.close();
  const note = `${DECISIONS} decisions`;
  return [
    { name: 'decision, p50', value: median(decisions), unit: 'ms', goal: atMost(5), note },
    {
      name: 'a hundred pairs of the queue, a fifth at random, p99',
      value: percentile(pages, 0.99),
      unit: 'ms',
      goal: atMost(50),
    },
    { name: 'overview, p99', value: percentile(overview, 0.99), unit: 'ms', goal: atMost(200) },
    { name: 'counts of a snapshot beforehand', value: outlook.took, unit: 'ms', goal: atMost(200) },
    { name: 'snapshot of all pairs', value: made.took / 1000, unit: 's' },
    {
      name: 'longest wait for anybody else while a snapshot is made',
      value: made.longest,
      unit: 'ms',
      goal: atMost(200),
    },
    { name: 'order learned and all pairs moved', value: learned.took / 1000, unit: 's' },
    {
      name: 'longest wait for anybody else while the order is learned',
      value: learned.longest,
      unit: 'ms',
      goal: atMost(200),
    },
  ];
}

/** Through the random sample, which is where the walk to the first open pair is longest. */
function decided(review: ReturnType<typeof createReviewService>): number[] {
  const times: number[] = [];
  while (times.length < DECISIONS) {
    const { items } = review.queue({
      filter: { states: ['pending'] },
      order: { by: 'random', seed: 0 },
      cursor: null,
      limit: 200,
    });
    for (const [n, { pairId }] of items.entries()) {
      const reason =
        n % 9 === 0
          ? ({ kind: 'region-wrong', reason: 'too-large' } as const)
          : ({ kind: 'accept' } as const);
      const verdict = verdictOn(review.pair(pairId), { verdict: reason });
      const [took] = timed(1, () => void review.decide(verdict));
      times.push(took!);
    }
  }
  return times;
}

/** How long work takes, and the longest that somebody has to wait who comes meanwhile, ms. */
async function waits(work: () => Promise<unknown>): Promise<{ took: number; longest: number }> {
  let [isDone, longest] = [false, 0];
  const begun = performance.now();
  const all = work().finally(() => (isDone = true));
  for (let last = begun; !isDone;) {
    await breath();
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }
  await all;
  const took = performance.now() - begun;
  return { took, longest };
}
