import { TRAINING_DEFAULTS } from '../../src/shared/contract/training.ts';
import { type CohortProject, ENCODER, snapshotOf } from '../../test/support/reviewed-cohort.ts';
import { verdictOn } from '../../test/support/verdict.ts';
import { type Figure, atMost, median, percentile } from '../figure.ts';

const DECISIONS = 120;
/** With and without training take turns, so that a queue that gets shorter favours neither. */
const TURNS = 4;
/** What a person needs at the very least to see a pair and press a key. */
const LOOK_MS = 50;

/** What a reviewer waits for, decision recorded and next pair fetched, with and without a head trained behind it. */
export async function decisionTimes(project: CohortProject, say: (line: string) => void): Promise<Figure[]> {
  const { jobs, training } = project.session;
  const snapshot = await snapshotOf(project, 0);
  // So many that it does not end by itself.
  const settings = { ...TRAINING_DEFAULTS, steps: 100_000, patience: 1000 };
  const { jobId } = training.start({ snapshot, settings, seed: 1, encoder: ENCODER });
  jobs.pause(jobId);
  const [without, during]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < TURNS; turn += 1) {
    say(`turn ${turn + 1} of ${TURNS}`);
    without.push(...(await decide(project)));
    jobs.resume(jobId);
    await until(() => jobs.get(jobId).step === 'train' && jobs.get(jobId).status === 'running');
    during.push(...(await decide(project)));
    jobs.pause(jobId);
    await until(() => jobs.get(jobId).status === 'paused');
  }
  jobs.cancel(jobId);
  const note = `${TURNS} turns of ${DECISIONS} decisions; medians ${median(during).toFixed(2)} and ${median(without).toFixed(2)} ms`;
  return [
    {
      name: 'decision and next pair, while a head is trained / without',
      value: median(during) / median(without),
      unit: 'x',
      goal: atMost(1.1),
      note,
    },
    {
      name: 'decision and next pair while a head is trained, p95',
      value: percentile(during, 0.95),
      unit: 'ms',
    },
    { name: 'decision and next pair without, p95', value: percentile(without, 0.95), unit: 'ms' },
  ];
}

async function decide({ session: { review } }: CohortProject): Promise<number[]> {
  const next = () =>
    review.queue({ filter: { states: ['pending'] }, order: { by: 'suspicion' }, cursor: null, limit: 1 });
  const times: number[] = [];
  let [item] = next().items;
  for (let n = 0; n < DECISIONS && item; n += 1) {
    const verdict = verdictOn(review.pair(item.pairId));
    await pause(LOOK_MS);
    const begun = performance.now();
    review.decide(verdict);
    [item] = next().items;
    if (item) review.pair(item.pairId);
    times.push(performance.now() - begun);
  }
  if (times.length < DECISIONS) throw new Error('The project has too few pairs');
  return times;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(20);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
