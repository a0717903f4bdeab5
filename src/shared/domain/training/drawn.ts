import type { Draw, SampleFacts } from './sampling.ts';

type Counts = Readonly<Record<string, number>>;

/** What was drawn so far, in draws. A slice in two languages, or with several classes, counts in each. */
export interface Drawn {
  readonly total: number;
  readonly byTask: Counts;
  readonly byModality: Counts;
  readonly byLanguage: Counts;
  /** `corrected` and `as derived`. */
  readonly byOrigin: Counts;
  readonly byClass: Counts;
}

export const NOTHING_DRAWN: Drawn = {
  total: 0,
  byTask: {},
  byModality: {},
  byLanguage: {},
  byOrigin: {},
  byClass: {},
};

export function withDraws(drawn: Drawn, draws: readonly Draw[], samples: readonly SampleFacts[]): Drawn {
  const facts = draws.map(({ sample }) => samples[sample]!);
  return {
    total: drawn.total + draws.length,
    byTask: plus(
      drawn.byTask,
      draws.map(({ task }) => task),
    ),
    byModality: plus(
      drawn.byModality,
      facts.map(({ modality }) => modality),
    ),
    byLanguage: plus(
      drawn.byLanguage,
      facts.flatMap(({ languages }) => languages),
    ),
    byOrigin: plus(
      drawn.byOrigin,
      facts.map(({ isCorrected }) => (isCorrected ? 'corrected' : 'as derived')),
    ),
    byClass: plus(
      drawn.byClass,
      facts.flatMap(({ classIds }) => classIds.map(String)),
    ),
  };
}

function plus(counts: Counts, names: readonly string[]): Counts {
  const sums: Record<string, number> = { ...counts };
  for (const name of names) sums[name] = (sums[name] ?? 0) + 1;
  return sums;
}

/** What there is to draw from, counted as draws are: a slice once, and once for each of its tasks. */
export function heldBy(samples: readonly SampleFacts[]): Drawn {
  const once = samples.map((_, sample): Draw => ({ sample, task: 'grounding' }));
  const byTask = plus(
    {},
    samples.flatMap(({ tasks }) => tasks),
  );
  return { ...withDraws(NOTHING_DRAWN, once, samples), byTask };
}
