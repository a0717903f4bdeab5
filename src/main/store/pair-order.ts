import { PAIR_STATES } from '../../shared/domain/review/verdict.ts';
import type { ReadDb } from './database.ts';
import { type Conditions, type PairFilter, conditionsOf } from './pair-filter.ts';

/** Most suspicious first, or a random order that is the same for the same seed. */
export type PairOrder = { readonly by: 'suspicion' } | { readonly by: 'random'; readonly seed: number };

/** A pair on its way to a page. */
export interface Candidate {
  readonly pair_id: number;
  readonly slice_id: number;
  readonly sort_key: number;
}

/** A SELECT of candidates in their order, to be given a LIMIT or to be walked. */
export interface OrderedQuery {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** Where a walk goes along an index: the index, and what the walk needs to hold for it to serve. */
interface Arm extends Conditions {
  readonly index: string;
}

const COLUMNS = 'p.pair_id, p.slice_id';
/** More classes than this are cheaper to pick out of the queue than to merge. */
const MAX_MERGED = 8;
const CIRCLE = 2 ** 52;

/**
 * Pairs in order, all of a filter but its search, after a cursor: queries to be walked one after the other. Each reads an
 * index in its order or merges several, so that the first row costs no more than the last, and none sorts.
 */
export function inOrder(
  db: ReadDb,
  filter: PairFilter,
  { order, cursor }: { readonly order: PairOrder; readonly cursor: string | null },
): OrderedQuery[] {
  const rest = conditionsOf(db, filter);
  if (order.by === 'random') return byRandom(rest, { seed: order.seed, cursor });
  const arms = armsOf(filter);
  return afterPriority(cursor).map((after) => merged(arms, [after, rest]));
}

/** The same pairs and order by sorting, for filters that leave few, or for the slices of an FTS5 query. */
export function sorted(
  db: ReadDb,
  filter: PairFilter,
  {
    order,
    cursor,
    hits,
  }: { readonly order: PairOrder; readonly cursor: string | null; readonly hits: string | null },
): OrderedQuery {
  const { sql, values } = conditionsOf(db, filter);
  const [key, down] =
    order.by === 'suspicion'
      ? ['p.priority', 'DESC']
      : [`((p.random_key + ${turnOf(order.seed)}) % ${CIRCLE})`, ''];
  const [position, pairId] = parsed(cursor ?? '0:0');
  const where = [
    ...sql,
    ...(hits === null
      ? []
      : ['p.slice_id IN (SELECT rowid FROM caption_search WHERE caption_search MATCH ?)']),
    ...(cursor === null ? [] : [`(${key} ${down ? '<' : '>'} ? OR (${key} = ? AND p.pair_id > ?))`]),
  ];
  return {
    sql: `SELECT ${COLUMNS}, ${key} AS sort_key FROM pair p WHERE ${where.join(' AND ') || '1'}
      ORDER BY sort_key ${down}, p.pair_id`,
    values: [
      ...values,
      ...(hits === null ? [] : [hits]),
      ...(cursor === null ? [] : [position, position, pairId]),
    ],
  };
}

export function cursorOf({ sort_key, pair_id }: Candidate): string {
  return `${sort_key}:${pair_id}`;
}

/** Two parts, because SQLite seeks along a range of one column only: what ties with the cursor, then what comes below. */
function afterPriority(cursor: string | null): Conditions[] {
  if (cursor === null) return [{ sql: [], values: [] }];
  const [priority, pairId] = parsed(cursor);
  return [
    { sql: ['p.priority = ?', 'p.pair_id > ?'], values: [priority, pairId] },
    { sql: ['p.priority < ?'], values: [priority] },
  ];
}

function armsOf({ states, classIds, modalities }: PairFilter): Arm[] {
  if (classIds?.length && classIds.length <= MAX_MERGED)
    return [...new Set(classIds)].map((id) => ({
      index: 'pair_by_class',
      sql: ['p.class_id = ?'],
      values: [id],
    }));
  const wanted = states?.length ? PAIR_STATES.filter((state) => states.includes(state)) : PAIR_STATES;
  const [modality, ...others] = modalities ?? [];
  return wanted.map((state) =>
    state === 'pending' && modality && others.length === 0
      ? {
          index: 'pair_pending_by_modality',
          // A literal: SQLite uses a partial index only where it can see that the condition holds.
          sql: ["p.state = 'pending'", 'p.modality = ?'],
          values: [modality],
        }
      : { index: 'pair_by_state', sql: ['p.state = ?'], values: [state] },
  );
}

function merged(arms: readonly Arm[], common: readonly Conditions[]): OrderedQuery {
  const selects = arms.map(({ index, ...arm }) => {
    const where = [arm, ...common].flatMap(({ sql }) => sql).join(' AND ');
    return `SELECT ${COLUMNS}, p.priority AS sort_key FROM pair p INDEXED BY ${index} WHERE ${where}`;
  });
  return {
    sql: `${selects.join(' UNION ALL ')} ORDER BY sort_key DESC, pair_id`,
    values: arms.flatMap((arm) => [arm, ...common].flatMap(({ values }) => values)),
  };
}

/**
 * The stored keys as a circle of 2^52, entered where the seed says: another seed starts elsewhere and still visits every pair
 * once. The order's key is the way from there, so the circle is two ranges of the index, one after the other.
 */
function byRandom(
  rest: Conditions,
  { seed, cursor }: { seed: number; cursor: string | null },
): OrderedQuery[] {
  const turn = turnOf(seed);
  const start = CIRCLE - turn;
  const [position, pairId] = cursor === null ? [-1, 0] : parsed(cursor);
  const range = (from: number, to: number, offset: number): OrderedQuery => {
    const after = position - offset;
    const begin = after >= from ? { key: after, pairId } : { key: from, pairId: -1 };
    const where = ['(p.random_key, p.pair_id) > (?, ?)', 'p.random_key < ?', ...rest.sql].join(' AND ');
    return {
      sql: `SELECT ${COLUMNS}, p.random_key + ${offset} AS sort_key FROM pair p INDEXED BY pair_by_random
        WHERE ${where} ORDER BY p.random_key, p.pair_id`,
      values: [begin.key, begin.pairId, to, ...rest.values],
    };
  };
  // Keys from `start` on come first, at 0; those below follow, at `turn`.
  const parts = [range(0, start, turn)];
  return position < turn ? [range(start, CIRCLE, -start), ...parts] : parts;
}

const turnOf = (seed: number): number => Math.floor((Math.abs(seed * 0.618_033_988_749_895) % 1) * CIRCLE);

function parsed(cursor: string): [number, number] {
  const [key, id] = cursor.split(':').map(Number);
  return [key ?? 0, id ?? 0];
}
