import type { QueueItem } from '../../../shared/contract/review.ts';
import type { PairState } from '../../../shared/domain/review/verdict.ts';

/** Where to go in the queue; pure, over the pairs loaded so far in their order. */

/** The next open pair after the current one, wrapping round once; null when none is left. */
export function nextOpen(items: readonly QueueItem[], currentId: number | null): number | null {
  return aheadOf(items, currentId).find(({ state }) => state === 'pending')?.pairId ?? null;
}

/** The next pairs worth prefetching: open ones ahead in walking order, at most `count`. */
export function upcoming(items: readonly QueueItem[], currentId: number | null, count: number): QueueItem[] {
  return aheadOf(items, currentId)
    .filter(({ state, pairId }) => state === 'pending' && pairId !== currentId)
    .slice(0, count);
}

/** The pair one step away, judged or not; null at the ends. */
export function neighbour(
  items: readonly QueueItem[],
  currentId: number | null,
  step: 1 | -1,
): number | null {
  const at = items.findIndex(({ pairId }) => pairId === currentId);
  if (at < 0) return items[0]?.pairId ?? null;
  return items[at + step]?.pairId ?? null;
}

/** How many loaded pairs lie after the current one; tells when to load more. */
export function remainingAfter(items: readonly QueueItem[], currentId: number | null): number {
  const at = items.findIndex(({ pairId }) => pairId === currentId);
  return items.length - 1 - at;
}

/** The same pairs with one state changed; the same array if the pair is not among them. */
export function withState(items: QueueItem[], pairId: number, state: PairState): QueueItem[] {
  const at = items.findIndex((item) => item.pairId === pairId);
  const found = items[at];
  return found && found.state !== state ? items.with(at, { ...found, state }) : items;
}

/** Each pair where it comes first: one that was drawn at random stands again where its own suspicion puts it. */
export function onceEach(items: readonly QueueItem[]): QueueItem[] {
  const seen = new Set<number>();
  return items.filter(({ pairId }) => !seen.has(pairId) && seen.add(pairId));
}

function aheadOf(items: readonly QueueItem[], currentId: number | null): QueueItem[] {
  const at = items.findIndex(({ pairId }) => pairId === currentId);
  return [...items.slice(at + 1), ...items.slice(0, Math.max(0, at))];
}
