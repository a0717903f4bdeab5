/** Round steps of a scale: 1, 2 or 5 times a power of ten. */
const ROUND = [1, 2, 5, 10] as const;

/** Round numbers from at or below `low` to at or above `high`, about `count` of them. @param high Above `low` */
export function ticks(low: number, high: number, count: number): number[] {
  const rough = Math.max(high - low, Number.EPSILON) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ROUND.find((round) => round * power >= rough * (1 - 1e-9))!;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  // Multiplied, not added up: 0.1 + 0.2 is no label.
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}
