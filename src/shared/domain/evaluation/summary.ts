import { type Interval, bootstrapSteps } from './bootstrap.ts';
import { type Calibration, calibration, judgedMentions } from './calibration.ts';
import { type Confused, confusion } from './confusion.ts';
import type { Protocol, ScoredCase } from './evaluated-case.ts';
import { METRICS, type MetricName } from './metric.ts';
import { LEADING, METRICS_OF, type Stratum, isIn, ratioIn, strataOf } from './strata.ts';

export interface SummaryOptions {
  readonly protocol: Protocol;
  readonly seed: number;
  readonly resamples: number;
  /** What is drawn: cases as published, or patients. */
  readonly unit: 'case' | 'patient';
}

export interface Figure {
  readonly metric: MetricName;
  /** Null where no case has the figure. */
  readonly interval: Interval | null;
}

export interface StratumFigure extends Stratum {
  readonly cases: number;
  /** Of the leading figure. */
  readonly interval: Interval | null;
}

/** What an evaluation comes to. */
export interface Summary {
  readonly cases: number;
  /** Cases in which the model failed; they count as silence. */
  readonly failed: number;
  readonly figures: readonly Figure[];
  readonly strata: readonly StratumFigure[];
  readonly calibration: Calibration;
  readonly confusion: readonly Confused[];
}

/** Names that the bootstrap draws by; undefined for single cases. */
export const groupsOf = (cases: readonly ScoredCase[], unit: SummaryOptions['unit']): string[] | undefined =>
  unit === 'patient'
    ? cases.map(({ evaluated: { patient, caseId } }) =>
        patient === '' ? `case ${caseId}` : `patient ${patient}`,
      )
    : undefined;

/** Figures with intervals, overall and per part; rests now and then, because this takes seconds for thousands of cases. */
export function* summarySteps(
  cases: readonly ScoredCase[],
  { protocol, unit, ...draws }: SummaryOptions,
): Generator<void, Summary> {
  const names = METRICS_OF[protocol];
  const rows = cases.map((one) => names.map((name) => METRICS[name](one)));
  const intervals = yield* bootstrapSteps(rows, { ...draws, groups: groupsOf(cases, unit) });
  const strata: StratumFigure[] = [];
  for (const stratum of strataOf(cases)) {
    const own = cases.filter((one) => isIn(one, stratum));
    const ratios = own.map((one) => [ratioIn(one, stratum, LEADING[protocol])]);
    const [interval] = yield* bootstrapSteps(ratios, { ...draws, groups: groupsOf(own, unit) });
    strata.push({ ...stratum, cases: own.length, interval: interval ?? null });
  }
  return {
    cases: cases.length,
    failed: cases.filter(({ evaluated }) => evaluated.predicted === null).length,
    figures: names.map((metric, at) => ({ metric, interval: intervals[at] ?? null })),
    strata,
    calibration: calibration(cases.flatMap((one) => judgedMentions(one, one.predictions))),
    confusion: confusion(cases),
  };
}
