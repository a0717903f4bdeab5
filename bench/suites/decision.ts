import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createReviewService } from '../../src/main/services/review/index.ts';
import { createProject } from '../../src/main/store/project-store.ts';
import { sliceRecord } from '../../test/support/slice-record.ts';
import { type Figure, type Suite, atMost, median, percentile } from '../figure.ts';
import { inScratch } from '../support/scratch.ts';
import { verdictOn } from '../../test/support/verdict.ts';

const DECISIONS = 1000;
const RAW_BYTES = 4096;

/** A decision as the service records it, against what the disk takes for a plain append, turn by turn. */
export const decision: Suite = {
  name: 'decision',
  title: 'a durable decision against raw append + fdatasync',
  run: () => inScratch(async (dir) => measure(dir)),
};

function measure(dir: string): Figure[] {
  const at = '2026-01-01T00:00:00.000Z';
  const store = createProject(join(dir, 'project'), 'Bench', { at });
  store.slices.saveAll(Array.from({ length: DECISIONS }, (_, n) => sliceRecord(n)));
  const review = createReviewService({
    store,
    clock: { now: () => Date.parse(at), monotonic: () => 0 },
    newId: () => '',
    publish: () => undefined,
  });
  review.setReviewer('R');
  const raw = openSync(join(dir, 'raw'), 'a');
  const block = Buffer.alloc(RAW_BYTES, 1);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let pairId = 1; pairId <= DECISIONS; pairId += 1) {
    const verdict = verdictOn(review.pair(pairId));
    const begun = performance.now();
    review.decide(verdict);
    const decided = performance.now();
    writeSync(raw, block);
    fdatasyncSync(raw);
    theirs.push(performance.now() - decided);
    ours.push(decided - begun);
  }
  closeSync(raw);
  store.close();
  return [
    {
      name: 'decision / raw append of 4 KiB + fdatasync, medians',
      value: median(ours) / median(theirs),
      unit: 'x',
      goal: atMost(1.6),
      note: `${DECISIONS} turns; ${median(ours).toFixed(3)} ms against ${median(theirs).toFixed(3)} ms`,
    },
    { name: 'decision, p99', value: percentile(ours, 0.99), unit: 'ms' },
  ];
}
