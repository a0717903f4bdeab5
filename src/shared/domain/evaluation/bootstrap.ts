import { seededRandom } from '../../lib/random.ts';
import type { Ratio } from './metric.ts';

/** A figure with its 95 % interval. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  readonly seed: number;
  /** 10,000 as published, unless told otherwise. */
  readonly resamples?: number | undefined;
  /**
   * Name of what each sample belongs to, such as its patient: these are drawn instead of samples, because samples of one
   * patient are alike and would make the interval too narrow.
   */
  readonly groups?: readonly string[] | undefined;
}

/** As published. */
export const RESAMPLES = 10_000;
/** Resamples between two rests. */
const REST_EVERY = 100;

/**
 * 95 % percentile bootstrap (Efron 1979) of ratios of sums: samples are drawn with replacement as often as there are, and each
 * figure is computed anew; the interval lies between the 2.5th and 97.5th percentile (linear between neighbours).
 *
 * @param rows Samples x figures. All figures are computed on the same draws.
 * @returns per figure, or null where its denominator is 0
 */
export function bootstrap(
  rows: readonly (readonly Ratio[])[],
  options: BootstrapOptions,
): (Interval | null)[] {
  return finish(bootstrapSteps(rows, options));
}

/** The same, resting now and then: whoever has other work goes on between two steps. */
export function* bootstrapSteps(
  rows: readonly (readonly Ratio[])[],
  options: BootstrapOptions,
): Generator<void, (Interval | null)[]> {
  const count = rows[0]?.length ?? 0;
  const table = toTable(rows, 2 * count, options.groups);
  const sums = yield* resampledSums(table, options);
  return Array.from({ length: count }, (_, at) => {
    const value = quotient(table.total, 2 * at);
    return Number.isNaN(value) ? null : { value, ...percentiles(sums, (row) => quotient(row, 2 * at)) };
  });
}

/** A difference of two figures on the same samples, the second less the first. */
export interface Difference extends Interval {
  /** Share of resamples in which the second was not better, 0-1. */
  readonly notBetter: number;
}

/**
 * Paired bootstrap: both figures are computed on the same drawn samples, so that what makes a sample hard for both does not
 * widen the interval of their difference.
 */
export function pairedBootstrap(
  first: readonly (readonly Ratio[])[],
  second: readonly (readonly Ratio[])[],
  options: BootstrapOptions,
): (Difference | null)[] {
  return finish(pairedBootstrapSteps(first, second, options));
}

export function* pairedBootstrapSteps(
  first: readonly (readonly Ratio[])[],
  second: readonly (readonly Ratio[])[],
  options: BootstrapOptions,
): Generator<void, (Difference | null)[]> {
  if (first.length !== second.length) throw new RangeError(`${first.length} and ${second.length} samples`);
  const count = first[0]?.length ?? 0;
  const rows = first.map((row, at) => [...row, ...second[at]!]);
  const table = toTable(rows, 4 * count, options.groups);
  const sums = yield* resampledSums(table, options);
  return Array.from({ length: count }, (_, at) => {
    const difference = (row: Float64Array): number => quotient(row, 2 * (count + at)) - quotient(row, 2 * at);
    const value = difference(table.total);
    if (Number.isNaN(value)) return null;
    const drawn = sums.map(difference).filter((one) => !Number.isNaN(one));
    const notBetter = drawn.filter((one) => one <= 0).length / drawn.length;
    return { value, ...percentiles(sums, difference), notBetter };
  });
}

function finish<T>(steps: Generator<void, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

interface Table {
  /** Units of drawing x columns, row after row. */
  readonly cells: Float64Array;
  readonly width: number;
  readonly units: number;
  readonly total: Float64Array;
}

/** Numerators and denominators side by side, added up per group where there are groups. */
function toTable(
  rows: readonly (readonly Ratio[])[],
  width: number,
  groups: readonly string[] | undefined,
): Table {
  const index = new Map<string, number>();
  const place = (at: number): number => {
    if (!groups) return at;
    const name = groups[at]!;
    const known = index.get(name) ?? index.size;
    index.set(name, known);
    return known;
  };
  const places = rows.map((_, at) => place(at));
  const units = groups ? index.size : rows.length;
  const cells = new Float64Array(units * width);
  const total = new Float64Array(width);
  rows.forEach((row, at) =>
    row.forEach(({ numerator, denominator }, column) => {
      for (const [offset, value] of [numerator, denominator].entries()) {
        cells[places[at]! * width + 2 * column + offset]! += value;
        total[2 * column + offset]! += value;
      }
    }),
  );
  return { cells, width, units, total };
}

function* resampledSums(
  { cells, width, units }: Table,
  { seed, resamples = RESAMPLES }: BootstrapOptions,
): Generator<void, Float64Array[]> {
  const random = seededRandom(seed);
  const sums: Float64Array[] = [];
  for (let turn = 0; turn < resamples; turn += 1) {
    const sum = new Float64Array(width);
    for (let draw = 0; draw < units; draw += 1) {
      const start = Math.floor(random() * units) * width;
      for (let column = 0; column < width; column += 1) sum[column]! += cells[start + column]!;
    }
    sums.push(sum);
    if (turn % REST_EVERY === REST_EVERY - 1) yield;
  }
  return sums;
}

/** NaN where the denominator is 0. */
const quotient = (row: Float64Array, at: number): number =>
  row[at + 1] === 0 ? Number.NaN : row[at]! / row[at + 1]!;

function percentiles(
  sums: readonly Float64Array[],
  of: (row: Float64Array) => number,
): { low: number; high: number } {
  const values = Float64Array.from(sums, of)
    .filter((value) => !Number.isNaN(value))
    .toSorted();
  return { low: quantile(values, 0.025), high: quantile(values, 0.975) };
}

/** Linear between the neighbours, as numpy's default. @param sorted Ascending, not empty */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const [low, high] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
  return low + (high - low) * (at - below);
}
