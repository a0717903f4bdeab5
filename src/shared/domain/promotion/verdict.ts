import type { Difference, Interval } from '../evaluation/bootstrap.ts';
import type { MetricName } from '../evaluation/metric.ts';
import type { Stratum } from '../evaluation/strata.ts';
import type { GatePolicy } from './policy.ts';

/** Why a challenger is refused. */
export const REFUSALS = ['other-cases', 'too-few', 'not-better', 'stratum-worse', 'stratum-too-few'] as const;
/** What a verdict cannot tell, whichever way it went. */
export const LIMITS = [
  'no-champion',
  'untold-descent',
  'few-patients',
  'failed',
  'open-strata',
  'small-strata',
  'unjudged',
] as const;

type Params = Readonly<Record<string, string | number>>;

/** A code and its params, worded in `shared/i18n/verdict-text.ts`. */
export interface Refusal {
  readonly code: (typeof REFUSALS)[number];
  readonly params: Params;
}
export interface Limit {
  readonly code: (typeof LIMITS)[number];
  readonly params: Params;
}

/**
 * `worse` beyond its margin, which refuses; `better` the interval lies above zero; `held` a loss beyond the margin is ruled out;
 * `open` it is neither shown nor ruled out; `too-few` nothing can be told.
 */
export const STRATUM_STATUSES = ['worse', 'better', 'held', 'open', 'too-few'] as const;
export type StratumStatus = (typeof STRATUM_STATUSES)[number];

/** Both models and their difference, challenger less champion. */
export interface Measured {
  /** Slices or patients that are drawn. */
  readonly units: number;
  readonly cases: number;
  /** Null where there was nothing to measure, or no champion. */
  readonly champion: Interval | null;
  readonly challenger: Interval | null;
  readonly difference: Difference | null;
  readonly margin: number;
}

export interface StratumVerdict extends Measured, Stratum {
  /** Parts of this kind that are too small alone and are judged together here, with `value` ''; empty for a single part. */
  readonly pooled: readonly string[];
  readonly status: StratumStatus;
  /** What decided: an interval, or for a small part which model did better how often. */
  readonly judgedBy: 'bootstrap' | 'signs' | null;
}

export interface Verdict {
  readonly isPromotable: boolean;
  readonly refusals: readonly Refusal[];
  readonly limits: readonly Limit[];
  readonly leading: MetricName;
  readonly drawn: 'slice' | 'patient';
  readonly patients: number;
  readonly overall: Measured;
  /** Worst first within each kind. */
  readonly strata: readonly StratumVerdict[];
  readonly policy: GatePolicy;
}
