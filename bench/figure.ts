/** What a suite found out. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it should be; a figure without one is told for orientation. */
  readonly goal?: { readonly at: 'most' | 'least'; readonly value: number };
  /** How it was taken, where its name does not say it: sizes, counts, the peer of a ratio. */
  readonly note?: string;
}

export interface Suite {
  readonly name: string;
  /** One line for the list. */
  readonly title: string;
  /** Runs alone on the machine. @param say tells a person what is going on */
  run(say: (line: string) => void): Promise<readonly Figure[]>;
}

export function isReached({ value, goal }: Figure): boolean {
  if (!goal) return true;
  return goal.at === 'most' ? value <= goal.value : value >= goal.value;
}

export const atMost = (value: number): Figure['goal'] & object => ({ at: 'most', value });
export const atLeast = (value: number): Figure['goal'] & object => ({ at: 'least', value });

/** Nearest-rank percentile. @param share 0 to 1 @throws RangeError for no values */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('No values to take a percentile of');
  return value;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Wall time of each call in ms. */
export function timed(count: number, work: (n: number) => void): number[] {
  return Array.from({ length: count }, (_, n) => {
    const begun = performance.now();
    work(n);
    return performance.now() - begun;
  });
}

/** Processor time of this process meanwhile, s: what a noisy neighbour does not change. */
export async function cpuSeconds<T>(work: () => Promise<T> | T): Promise<{ result: T; seconds: number }> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, seconds: (user + system) / 1e6 };
}
