/** Of a queue sorted by doubt, at least this share is drawn at random, so that what is never suspected is looked at too. */
export const RANDOM_SHARE = 0.2;
const EVERY = 1 / RANDOM_SHARE;

/** Whether a pair is drawn that comes after so many others: every fifth is. */
const isDrawnsTurn = (before: number): boolean => before % EVERY === EVERY - 1;

/**
 * How many of a page are drawn at random.
 *
 * @param before How many pairs were judged before its first: who asks for one pair after the other gets every fifth drawn as well
 */
export function randomCount(limit: number, before = 0): number {
  // Rounded up, because the share is a least one; a page shorter than that has one only when it is its turn.
  if (limit >= EVERY) return Math.ceil(limit / EVERY);
  return Number(Array.from({ length: limit }, (_, at) => before + at).some(isDrawnsTurn));
}

/**
 * The page with every fifth place taken by the next of those drawn at random. A pair that stands in both lists comes once and
 * counts as drawn, for it was. What is left of either list follows at the end.
 *
 * @param before As for `randomCount`
 */
export function mixed<Item extends { readonly pairId: number }>(
  doubted: readonly Item[],
  drawn: readonly Item[],
  before = 0,
): { readonly item: Item; readonly isDrawn: boolean }[] {
  const drawnIds = new Set(drawn.map(({ pairId }) => pairId));
  const placed = new Set<number>();
  const page: Item[] = [];
  const queues = { doubted: [...doubted], drawn: [...drawn] };
  while (queues.doubted.length + queues.drawn.length > 0) {
    const isTurn = isDrawnsTurn(before + page.length) || queues.doubted.length === 0;
    const item = (isTurn && queues.drawn.length > 0 ? queues.drawn : queues.doubted).shift();
    if (!item || placed.has(item.pairId)) continue;
    placed.add(item.pairId);
    page.push(item);
  }
  return page.map((item) => ({ item, isDrawn: drawnIds.has(item.pairId) }));
}
