/** Of a queue sorted by doubt, at least this share is drawn at random, so that what is never suspected is looked at too. */
export const RANDOM_SHARE = 0.2;
const EVERY = 1 / RANDOM_SHARE;

/** How many of a page are drawn at random; rounded up, because the share is a least one. */
export const randomCount = (limit: number): number => Math.ceil(limit / EVERY);

/**
 * The page with every fifth place taken by the next of those drawn at random. A pair that stands in both lists comes once and
 * counts as drawn, for it was. What is left of either list follows at the end.
 */
export function mixed<Item extends { readonly pairId: number }>(
  doubted: readonly Item[],
  drawn: readonly Item[],
): { readonly item: Item; readonly isDrawn: boolean }[] {
  const drawnIds = new Set(drawn.map(({ pairId }) => pairId));
  const placed = new Set<number>();
  const page: Item[] = [];
  const queues = { doubted: [...doubted], drawn: [...drawn] };
  while (queues.doubted.length + queues.drawn.length > 0) {
    const isDrawnsTurn = page.length % EVERY === EVERY - 1 || queues.doubted.length === 0;
    const item = (isDrawnsTurn && queues.drawn.length > 0 ? queues.drawn : queues.doubted).shift();
    if (!item || placed.has(item.pairId)) continue;
    placed.add(item.pairId);
    page.push(item);
  }
  return page.map((item) => ({ item, isDrawn: drawnIds.has(item.pairId) }));
}
