/** What each reviewer made of a unit; who did not look at it has no entry. */
export type Ratings<Value> = ReadonlyMap<string, Value>;

export interface Agreement {
  /** 1 full agreement, 0 what chance would give, below 0 less than chance. */
  readonly value: number;
  /** Units that went into it. */
  readonly units: number;
}

/** How far two values are apart; 0 for the same. Squared where values are numbers. */
export type Distance<Value> = (a: Value, b: Value) => number;

export const nominal: Distance<string> = (a, b) => Number(a !== b);
export const interval: Distance<number> = (a, b) => (a - b) ** 2;

/**
 * Krippendorff's alpha (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"): any number of reviewers, values may be
 * missing. 1 - observed by expected disagreement, both over pairs of values; a unit with one value says nothing.
 *
 * @returns null where no unit has two values; 1 where all values are the same
 */
export function krippendorffAlpha<Value extends string | number>(
  units: readonly Ratings<Value>[],
  distance: Distance<Value>,
): Agreement | null {
  const shared = units.map((ratings) => [...ratings.values()]).filter((values) => values.length > 1);
  if (shared.length === 0) return null;
  const totals = new Map<Value, number>();
  let observed = 0;
  for (const values of shared) {
    observed += pairSum(tally(values), distance) / (values.length - 1);
    for (const value of values) totals.set(value, (totals.get(value) ?? 0) + 1);
  }
  const count = shared.reduce((sum, values) => sum + values.length, 0);
  const expected = pairSum(totals, distance) / (count - 1);
  return { value: expected === 0 ? 1 : 1 - observed / expected, units: shared.length };
}

/**
 * Cohen's kappa (Cohen 1960) of two reviewers over the units that both looked at.
 *
 * @returns null where there is none; 1 where both gave one and the same value to all
 */
export function cohenKappa(
  units: readonly Ratings<string>[],
  [one, other]: readonly [string, string],
): Agreement | null {
  const both = units.flatMap((ratings): [string, string][] => {
    const [mine, theirs] = [ratings.get(one), ratings.get(other)];
    return mine === undefined || theirs === undefined ? [] : [[mine, theirs]];
  });
  if (both.length === 0) return null;
  const mine = tally(both.map(([value]) => value));
  const theirs = tally(both.map(([, value]) => value));
  const observed = both.filter(([a, b]) => a === b).length / both.length;
  let expected = 0;
  for (const [value, times] of mine) expected += (times * (theirs.get(value) ?? 0)) / both.length ** 2;
  return { value: expected === 1 ? 1 : (observed - expected) / (1 - expected), units: both.length };
}

function tally<Value>(values: readonly Value[]): Map<Value, number> {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Sum of the distances of all ordered pairs of different values. */
function pairSum<Value>(counts: ReadonlyMap<Value, number>, distance: Distance<Value>): number {
  let sum = 0;
  for (const [a, m] of counts) for (const [b, n] of counts) if (a !== b) sum += m * n * distance(a, b);
  return sum;
}
