import { ticks } from './ticks.ts';

/** Where values lie on an axis, and which of them are labelled. */
export interface Scale {
  readonly ticks: readonly number[];
  readonly at: (value: number) => number;
}

interface ScaleOptions {
  /** About so many labels. */
  readonly count: number;
  /** From end to end of the values, not of the ticks. */
  readonly isExact?: boolean;
  readonly isWhole?: boolean;
}

/** @param from Values at either end @param to Their places, px */
export function scaleOf(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
  { count, isExact = false, isWhole = false }: ScaleOptions,
): Scale {
  const end = high > low ? high : low + 1;
  const all = ticks(low, end, count);
  const [first, last] = isExact ? [low, end] : [all[0]!, all.at(-1)!];
  return {
    ticks: all.filter((value) => value >= first && value <= last && !(isWhole && value % 1 !== 0)),
    at: (value) => from + ((value - first) / (last - first)) * (to - from),
  };
}

export const endsOf = (values: readonly number[]): readonly [number, number] => [
  Math.min(...values),
  Math.max(...values),
];
