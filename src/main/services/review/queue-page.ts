import { mixed, randomCount } from '../../../shared/domain/doubt/mixed-order.ts';
import type { PairFilter, PairOrder, PairStore } from '../../store/pair-store.ts';
import type { StoredPair } from '../../store/pair-rows.ts';

/** The random order whose front is the sample that the project's share of errors is estimated from. */
const SAMPLE: PairOrder = { by: 'random', seed: 0 };

export interface QueuePage {
  readonly items: readonly { readonly item: StoredPair; readonly isDrawn: boolean }[];
  readonly nextCursor: string | null;
}

/**
 * A page of the queue. In the order of suspicion a fifth of it comes from the random sample; a drawn pair stands there again where
 * its own suspicion puts it, so who shows several pages leaves out what it has.
 */
export function queuePage(
  pairs: PairStore,
  filter: PairFilter,
  { order, cursor, limit }: { order: PairOrder; cursor: string | null; limit: number },
): QueuePage {
  if (order.by === 'random') {
    const page = pairs.page(filter, { order, cursor, limit });
    return { items: page.pairs.map((item) => ({ item, isDrawn: true })), nextCursor: page.nextCursor };
  }
  const [doubtedFrom, drawnFrom] = cursorsOf(cursor);
  const share = Math.min(limit - 1, randomCount(limit));
  const doubted = pairs.page(filter, { order, cursor: doubtedFrom, limit: limit - share });
  const drawn =
    share === 0 || drawnFrom === END
      ? { pairs: [], nextCursor: null }
      : pairs.page(filter, { order: SAMPLE, cursor: drawnFrom, limit: share });
  return {
    items: mixed(doubted.pairs, drawn.pairs),
    nextCursor: doubted.nextCursor && `${doubted.nextCursor}|${drawn.nextCursor ?? END}`,
  };
}

const END = 'end';

function cursorsOf(cursor: string | null): [doubted: string | null, drawn: string | null] {
  const [doubted, drawn] = (cursor ?? '').split('|');
  return [doubted || null, drawn || null];
}
