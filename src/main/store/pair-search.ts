import type { ReadDb } from './database.ts';
import { type PairFilter, conditionsOf, isListable } from './pair-filter.ts';
import { type Candidate, type OrderedQuery, type PairOrder, inOrder, sorted } from './pair-order.ts';
import { prepared } from './prepared.ts';
import { type Search, TextMatcher, searchFor } from './search.ts';

interface Asked {
  readonly order: PairOrder;
  readonly cursor: string | null;
  readonly limit: number;
}

/** Walking past so many pairs of the queue costs what one slice's pairs cost to fetch and sort; measured. */
const WALK_FOR_A_SLICE = 10;
/** Reading so many entries of the search index costs what one slice's texts cost to fetch, fold and look through; measured. */
const ENTRIES_FOR_A_TEXT = 130;

/** The first pairs of a filter, in order, after the cursor; no more than `limit`. */
export function firstPairs(db: ReadDb, filter: PairFilter, asked: Asked): Candidate[] {
  const search = searchFor(db, filter.search ?? '');
  if (!search) return [];
  if (search.pieces.length > 0) return searched(db, filter, { ...asked, search });
  const found: Candidate[] = [];
  for (const { sql, values } of queriesFor(db, filter, asked)) {
    const missing = asked.limit - found.length;
    if (missing > 0) found.push(...(prepared(db, `${sql} LIMIT ?`).all(...values, missing) as Candidate[]));
  }
  return found;
}

function queriesFor(db: ReadDb, filter: PairFilter, asked: Omit<Asked, 'limit'>): OrderedQuery[] {
  return isListable(db, filter) ? [sorted(db, filter, { ...asked, hits: null })] : inOrder(db, filter, asked);
}

/**
 * Of a search. Few hits are sorted. Of many, the queue is walked in its order and each slice held against the hits until
 * there are enough: a word of every tenth caption fills a page of fifty within some five hundred pairs. Hits that all lie at
 * the queue's end would make that walk long, so it is given up where sorting would have cost less. Words of so many slices
 * that listing them alone is long are looked for in the texts along the walk.
 */
function searched(db: ReadDb, filter: PairFilter, asked: Asked & { readonly search: Search }): Candidate[] {
  const { search, limit } = asked;
  const slices = slicesIn(db);
  if (search.query === null || isCommon(search, { slices, limit }))
    return firstOf(walk(db, queriesFor(db, filter, asked)), { limit, isHit: inTexts(db, search.pieces) })!;
  const hits = hitsOf(db, search.query);
  const inBroad = inTexts(db, search.broad);
  const most = hits.length * WALK_FOR_A_SLICE;
  if (limit * slices < most * hits.length && !isListable(db, filter)) {
    const isListed = new Uint8Array(slices + 1);
    for (const id of hits) isListed[id] = 1;
    const isHit = (one: Candidate): boolean => isListed[one.slice_id] === 1 && inBroad(one);
    const page = firstOf(walk(db, inOrder(db, filter, asked)), { limit, isHit, most });
    if (page) return page;
  }
  const all = sorted(db, filter, { ...asked, hits: search.query });
  return firstOf(walk(db, [all]), { limit, isHit: inBroad })!;
}

/** Whether a page is full, by what the words' frequencies promise, before the index would have been read. */
function isCommon(search: Search, { slices, limit }: { slices: number; limit: number }): boolean {
  const share = search.slices.reduce((product, n) => product * Math.min(1, n / slices), 1);
  return (limit / share) * ENTRIES_FOR_A_TEXT < search.entries;
}

function inTexts(db: ReadDb, pieces: readonly string[]): (one: Candidate) => boolean {
  const texts = new TextMatcher(db, pieces);
  return ({ slice_id }) => texts.matches(slice_id);
}

/** @returns undefined when `most` candidates were not enough to tell */
function firstOf(
  candidates: Iterable<Candidate>,
  {
    limit,
    isHit,
    most = Infinity,
  }: { readonly limit: number; readonly isHit: (one: Candidate) => boolean; readonly most?: number },
): Candidate[] | undefined {
  const found: Candidate[] = [];
  let seen = 0;
  for (const candidate of candidates) {
    if (seen === most) return undefined;
    seen += 1;
    if (isHit(candidate)) found.push(candidate);
    if (found.length === limit) break;
  }
  return found;
}

function* walk(db: ReadDb, queries: readonly OrderedQuery[]): Generator<Candidate> {
  for (const { sql, values } of queries)
    yield* db.prepare(sql).iterate(...values) as IterableIterator<Candidate>;
}

function hitsOf(db: ReadDb, query: string): number[] {
  return prepared(db, 'SELECT rowid FROM caption_search WHERE caption_search MATCH ?')
    .pluck()
    .all(query) as number[];
}

/** As many as there are, or a few more. */
function slicesIn(db: ReadDb): number {
  return (prepared(db, 'SELECT max(slice_id) FROM slice').pluck().get() as number | null) ?? 0;
}

/** So many pairs, or more where counting was given up. */
export interface PairCount {
  readonly n: number;
  readonly areMore: boolean;
}

/**
 * How many pairs a filter leaves.
 *
 * @param most.pairs counted no further than to here
 * @param most.texts looked through no more slices' texts than so many, where the index cannot tell
 */
export function countPairs(
  db: ReadDb,
  filter: PairFilter,
  most: { readonly pairs: number; readonly texts: number },
): PairCount {
  const search = searchFor(db, filter.search ?? '');
  if (!search) return { n: 0, areMore: false };
  if (search.broad.length > 0) return countInTexts(db, filter, { search, most });
  const { sql, values } = search.query === null ? unsearched(db, filter) : onSlices(db, filter, search.query);
  const counted = prepared(db, `SELECT count(*) FROM (${sql} LIMIT ?)`);
  const n = counted.pluck().get(...values, most.pairs + 1) as number;
  return { n: Math.min(n, most.pairs), areMore: n > most.pairs };
}

function countInTexts(
  db: ReadDb,
  filter: PairFilter,
  { search, most }: { readonly search: Search; readonly most: { pairs: number; texts: number } },
): PairCount {
  const texts = new TextMatcher(db, search.broad);
  let n = 0;
  for (const { slice_id } of walk(db, [onSlices(db, filter, search.query)])) {
    if (!texts.matches(slice_id)) continue;
    if (n === most.pairs || texts.looked > most.texts) return { n, areMore: true };
    n += 1;
  }
  return { n, areMore: false };
}

function unsearched(db: ReadDb, filter: PairFilter): OrderedQuery {
  const [query] = queriesFor(db, filter, { order: { by: 'suspicion' }, cursor: null });
  return query!;
}

/** Pairs on the slices of an FTS5 query, or on all, as they come: those of a slice one after the other. */
function onSlices(db: ReadDb, filter: PairFilter, query: string | null): OrderedQuery {
  const { sql, values } = conditionsOf(db, filter);
  const [source, first] =
    query === null
      ? ['pair p NOT INDEXED', []]
      : ['caption_search h CROSS JOIN pair p ON p.slice_id = h.rowid', ['caption_search MATCH ?']];
  const where = [...first, ...sql].join(' AND ') || '1';
  return {
    sql: `SELECT p.pair_id, p.slice_id FROM ${source} WHERE ${where}`,
    values: query === null ? values : [query, ...values],
  };
}
