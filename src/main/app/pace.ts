import type { Clock } from '../ports/index.ts';

/** From now on: seconds that the rest will take at the pace so far; null while that is not known. */
export function paceSince(clock: Clock): (done: number, total: number | null) => number | null {
  const started = clock.monotonic();
  return (done, total) =>
    total === null || done === 0
      ? null
      : Math.round((((clock.monotonic() - started) / done) * (total - done)) / 1000);
}
