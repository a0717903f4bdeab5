import { type Difference, type Interval, bootstrapSteps, pairedBootstrapSteps } from './bootstrap.ts';
import type { EvaluatedCase, ScoredCase } from './evaluated-case.ts';
import { METRICS, type MetricName, type Ratio } from './metric.ts';
import { LEADING, METRICS_OF, type Stratum, isIn, ratioIn, strataOf } from './strata.ts';
import { type SummaryOptions, groupsOf } from './summary.ts';

/** A figure of both models with their difference, the second less the first. */
export interface Compared {
  readonly first: Interval | null;
  readonly second: Interval | null;
  readonly difference: Difference | null;
}

export interface ComparedFigure extends Compared {
  readonly metric: MetricName;
}

export interface ComparedStratum extends Compared, Stratum {
  readonly cases: number;
}

/** A case that one of the models does better, by the leading figure. */
export interface Change {
  readonly caseId: string;
  readonly first: number;
  readonly second: number;
}

export interface Comparison {
  /** Cases of both with the same truth; only these are compared. */
  readonly cases: number;
  /** Cases of one evaluation only, or whose truth changed in between. */
  readonly leftOut: number;
  readonly leading: MetricName;
  readonly figures: readonly ComparedFigure[];
  readonly strata: readonly ComparedStratum[];
  /** Worst first. */
  readonly regressions: readonly Change[];
  readonly better: number;
  readonly worse: number;
  readonly same: number;
}

/** An interval of fewer cases says next to nothing: of one case it has no width at all. */
export const ENOUGH_CASES = 10;

/** How a difference is to be read: better or worse only where enough cases leave no difference out. */
export function signOf(
  difference: Pick<Difference, 'low' | 'high'> | null,
  cases: number,
): 'better' | 'worse' | 'open' {
  if (!difference || cases < ENOUGH_CASES) return 'open';
  if (difference.low > 0) return 'better';
  return difference.high < 0 ? 'worse' : 'open';
}

/** Differences smaller than this are rounding. */
const SAME = 1e-9;
const WORST = 24;

/** Cases of both evaluations that ask and answer the same, in the order of the first. */
export function sharedCases(
  first: readonly ScoredCase[],
  second: readonly ScoredCase[],
): readonly (readonly [ScoredCase, ScoredCase])[] {
  const known = new Map(second.map((one) => [one.evaluated.caseId, one]));
  return first.flatMap((one) => {
    const other = known.get(one.evaluated.caseId);
    return other && truthOf(one.evaluated) === truthOf(other.evaluated) ? [[one, other] as const] : [];
  });
}

const truthOf = ({ question, truth: { text, mentions } }: EvaluatedCase): string =>
  JSON.stringify([question, text, mentions.map(({ text: own, classId, box }) => [own, classId, box])]);

/** Two evaluations on the cases that they share: paired differences overall and per part, and what became worse. */
export function* comparisonSteps(
  pairs: readonly (readonly [ScoredCase, ScoredCase])[],
  { protocol, unit, ...draws }: SummaryOptions,
): Generator<void, Omit<Comparison, 'leftOut'>> {
  const leading = LEADING[protocol];
  const names = METRICS_OF[protocol];
  const comparing = function* (
    own: readonly (readonly [ScoredCase, ScoredCase])[],
    ratios: (one: ScoredCase) => Ratio[],
  ): Generator<void, Compared[]> {
    const [first, second] = [own.map(([one]) => ratios(one)), own.map(([, one]) => ratios(one))];
    const options = {
      ...draws,
      groups: groupsOf(
        own.map(([one]) => one),
        unit,
      ),
    };
    const mine = yield* bootstrapSteps(first, options);
    const theirs = yield* bootstrapSteps(second, options);
    const differences = yield* pairedBootstrapSteps(first, second, options);
    return mine.map((interval, at) => ({
      first: interval,
      second: theirs[at] ?? null,
      difference: differences[at] ?? null,
    }));
  };
  const figures = yield* comparing(pairs, (one) => names.map((name) => METRICS[name](one)));
  const strata: ComparedStratum[] = [];
  for (const stratum of strataOf(pairs.flat())) {
    const own = pairs.filter((pair) => pair.some((one) => isIn(one, stratum)));
    const [compared] = yield* comparing(own, (one) => [ratioIn(one, stratum, leading)]);
    strata.push({ ...stratum, cases: own.length, ...compared! });
  }
  return {
    cases: pairs.length,
    leading,
    figures: names.map((metric, at) => ({ metric, ...figures[at]! })),
    strata,
    ...changes(pairs, leading),
  };
}

function changes(
  pairs: readonly (readonly [ScoredCase, ScoredCase])[],
  leading: MetricName,
): Pick<Comparison, 'regressions' | 'better' | 'worse' | 'same'> {
  const all = pairs.flatMap(([one, other]): Change[] => {
    const [first, second] = [caseValue(one, leading), caseValue(other, leading)];
    return first === null || second === null ? [] : [{ caseId: one.evaluated.caseId, first, second }];
  });
  const gain = ({ first, second }: Change): number => second - first;
  const worse = all.filter((one) => gain(one) < -SAME);
  const better = all.filter((one) => gain(one) > SAME).length;
  return {
    better,
    worse: worse.length,
    same: all.length - better - worse.length,
    regressions: worse.toSorted((a, b) => gain(a) - gain(b)).slice(0, WORST),
  };
}

/** A case's own value of a figure; null where the case has none. */
export function caseValue(one: ScoredCase, metric: MetricName): number | null {
  const { numerator, denominator } = METRICS[metric](one);
  return denominator === 0 ? null : numerator / denominator;
}

/** Runs steps to their end without resting. */
export function finished<T>(steps: Generator<void, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
