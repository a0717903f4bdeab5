/** A share with its 95 % interval; all between 0 and 1. */
export interface Proportion {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** 97.5th percentile of the standard normal distribution. */
const Z_95 = 1.959_963_984_540_054;

/**
 * The share of successes with its 95 % Wilson score interval (Wilson 1927; without continuity correction), which keeps its
 * coverage for small counts and shares near 0 and 1, where most strata of a review lie.
 *
 * @returns null for no trials
 * @throws RangeError for more successes than trials
 */
export function wilson(successes: number, trials: number): Proportion | null {
  if (successes < 0 || successes > trials) throw new RangeError(`${successes} of ${trials}`);
  if (trials === 0) return null;
  const share = successes / trials;
  const z2 = Z_95 ** 2;
  const centre = (share + z2 / (2 * trials)) / (1 + z2 / trials);
  const half =
    (Z_95 * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials ** 2))) / (1 + z2 / trials);
  return { share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
