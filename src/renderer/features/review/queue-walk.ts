import type { PairSummary } from '../../../shared/contract/review.ts';
import type { PairState } from '../../../shared/domain/review/verdict.ts';

/** Where to go in the queue; pure, over the pairs loaded so far in their order. */

/** The next open pair after the current one, wrapping round once; null when none is left. */
export function nextOpen(items: readonly PairSummary[], currentId: number | null): number | null {
  return aheadOf(items, currentId).find(({ state }) => state === 'pending')?.pairId ?? null;
}

/** The next pairs worth prefetching: open ones ahead in walking order, at most `count`. */
export function upcoming(
  items: readonly PairSummary[],
  currentId: number | null,
  count: number,
): PairSummary[] {
  return aheadOf(items, currentId)
    .filter(({ state, pairId }) => state === 'pending' && pairId !== currentId)
    .slice(0, count);
}

/** The pair one step away, judged or not; null at the ends. */
export function neighbour(
  items: readonly PairSummary[],
  currentId: number | null,
  step: 1 | -1,
): number | null {
  const at = items.findIndex(({ pairId }) => pairId === currentId);
  if (at < 0) return items[0]?.pairId ?? null;
  return items[at + step]?.pairId ?? null;
}

/** How many loaded pairs lie after the current one; tells when to load more. */
export function remainingAfter(items: readonly PairSummary[], currentId: number | null): number {
  const at = items.findIndex(({ pairId }) => pairId === currentId);
  return items.length - 1 - at;
}

/** The same pairs with one state changed; the same array if the pair is not among them. */
export function withState(items: PairSummary[], pairId: number, state: PairState): PairSummary[] {
  const at = items.findIndex((item) => item.pairId === pairId);
  const found = items[at];
  return found && found.state !== state ? items.with(at, { ...found, state }) : items;
}

function aheadOf(items: readonly PairSummary[], currentId: number | null): PairSummary[] {
  const at = items.findIndex(({ pairId }) => pairId === currentId);
  return [...items.slice(at + 1), ...items.slice(0, Math.max(0, at))];
}
