import { type Proportion, wilson } from './proportion.ts';
import type { PairState } from './verdict.ts';

/** Verdicts of a day that led to a state, and the active time on them, ms. */
export interface DayCount {
  /** YYYY-MM-DD, UTC. */
  readonly day: string;
  readonly state: PairState;
  readonly n: number;
  readonly durationMs: number;
}

/** What one day brought. */
export interface DayProgress {
  readonly day: string;
  readonly verdicts: number;
  /** Accepted as derived, of those that could be judged; null for none. */
  readonly accepted: Proportion | null;
  /** Corrected or rejected. */
  readonly errors: number;
  /** By active time on pairs; null where none was measured. */
  readonly errorsPerHour: number | null;
  readonly secondsPerVerdict: number | null;
}

const HOUR_MS = 3_600_000;
const ERRORS: readonly PairState[] = ['corrected', 'region-wrong', 'mention-wrong'];

/** Days in the order in which they come; days without verdicts that stand are left out. */
export function dayProgress(counts: readonly DayCount[]): DayProgress[] {
  const days = [...Map.groupBy(counts, ({ day }) => day)].map(([day, rows]) => progressOf(day, rows));
  return days.filter(({ verdicts }) => verdicts > 0);
}

function progressOf(day: string, rows: readonly DayCount[]): DayProgress {
  const sum = (states: readonly PairState[]): number =>
    rows.reduce((total, { state, n }) => (states.includes(state) ? total + n : total), 0);
  const verdicts = rows.reduce((total, { n }) => total + n, 0);
  const durationMs = rows.reduce((total, row) => total + row.durationMs, 0);
  const errors = sum(ERRORS);
  const right = sum(['accepted']);
  return {
    day,
    verdicts,
    accepted: wilson(right, right + errors),
    errors,
    errorsPerHour: durationMs > 0 ? (errors / durationMs) * HOUR_MS : null,
    secondsPerVerdict: verdicts > 0 && durationMs > 0 ? durationMs / verdicts / 1000 : null,
  };
}
