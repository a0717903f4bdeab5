import { mixed, randomCount } from '../../../shared/domain/doubt/mixed-order.ts';
import type { PairFilter, PairOrder, PairPage, PairStore } from '../../store/pair-store.ts';
import type { StoredPair } from '../../store/pair-rows.ts';

/** The random order whose front is the sample that the project's share of errors is estimated from. */
const SAMPLE: PairOrder = { by: 'random', seed: 0 };

export interface QueuePage {
  readonly items: readonly { readonly item: StoredPair; readonly isDrawn: boolean }[];
  readonly nextCursor: string | null;
}

/**
 * A page of the queue. In the order of suspicion a fifth of it comes from the random sample; a drawn pair stands there again where
 * its own suspicion puts it, so who shows several pages leaves out what it has. Where a filter lets judged and open pairs through, open
 * ones are drawn: judged ones are nobody's work, and would use the share up.
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
  const before = pairs.judgedCount();
  const share = drawnFrom === END ? 0 : randomCount(limit, before);
  const drawn =
    share === 0 ? NONE : pairs.page(drawable(filter), { order: SAMPLE, cursor: drawnFrom, limit: share });
  const rest = limit - Math.min(share, drawn.pairs.length);
  const doubted = rest === 0 ? null : pairs.page(filter, { order, cursor: doubtedFrom, limit: rest });
  const isLast = doubted !== null && doubted.nextCursor === null;
  const doubtedTo = doubted === null ? doubtedFrom : doubted.nextCursor;
  const drawnTo = share === 0 ? drawnFrom : (drawn.nextCursor ?? END);
  return {
    items: mixed(doubted?.pairs ?? [], drawn.pairs, before),
    nextCursor: isLast ? null : `${doubtedTo ?? ''}|${drawnTo ?? ''}`,
  };
}

const END = 'end';
const NONE: PairPage = { pairs: [], nextCursor: null };

function drawable(filter: PairFilter): PairFilter {
  const { states } = filter;
  return !states?.length || states.includes('pending') ? { ...filter, states: ['pending'] } : filter;
}

function cursorsOf(cursor: string | null): [doubted: string | null, drawn: string | null] {
  const [doubted, drawn] = (cursor ?? '').split('|');
  return [doubted || null, drawn || null];
}
