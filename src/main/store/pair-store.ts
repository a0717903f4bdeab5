import type { ClassId, Modality } from '../../shared/domain/anatomy/classes.ts';
import type { FindingCode } from '../../shared/domain/grounding/finding.ts';
import type { Language } from '../../shared/domain/mention/mention.ts';
import type { PairState } from '../../shared/domain/review/verdict.ts';
import type { ReadDb } from './database.ts';
import { PAIR_COLUMNS, type PairRow, type StoredPair, toPair } from './pair-rows.ts';
import { prepared } from './prepared.ts';
import { searchQuery } from './search.ts';

/** Which pairs; a list left out does not restrict, an empty one neither. */
export interface PairFilter {
  readonly states?: readonly PairState[] | undefined;
  readonly classIds?: readonly ClassId[] | undefined;
  readonly modalities?: readonly Modality[] | undefined;
  readonly languages?: readonly Language[] | undefined;
  readonly findings?: readonly FindingCode[] | undefined;
  readonly search?: string | undefined;
}

/** Most suspicious first, or a random order that is the same for the same seed. */
export type PairOrder = { readonly by: 'suspicion' } | { readonly by: 'random'; readonly seed: number };

export interface PairPage {
  readonly pairs: readonly StoredPair[];
  /** Where the next page starts, or null after the last one. */
  readonly nextCursor: string | null;
}

export interface FacetCount {
  readonly facet: 'all' | 'class' | 'modality' | 'finding';
  readonly value: string;
  readonly state: PairState;
  readonly n: number;
}

/** Questions about pairs. Paging is by key, never by offset, so that page 10,000 costs what page 1 costs. */
export class PairStore {
  private readonly db: ReadDb;

  constructor(db: ReadDb) {
    this.db = db;
  }

  page(filter: PairFilter, options: { order: PairOrder; cursor: string | null; limit: number }): PairPage {
    const where = conditions(this.db, filter);
    if (!where) return { pairs: [], nextCursor: null };
    const { order, cursor, limit } = options;
    const sort = order.by === 'suspicion' ? bySuspicion(cursor) : byRandom(order.seed, cursor);
    const sql = `SELECT ${PAIR_COLUMNS}, ${sort.key} AS sort_key FROM pair p JOIN slice s USING (slice_id)
      WHERE ${[...where.sql, ...sort.after].join(' AND ') || '1'} ORDER BY ${sort.orderBy} LIMIT ?`;
    const rows = prepared(this.db, sql).all(...where.values, ...sort.values, limit + 1) as (PairRow & {
      sort_key: number;
    })[];
    const last = rows.length > limit ? rows[limit - 1]! : undefined;
    return {
      pairs: rows.slice(0, limit).map(toPair),
      nextCursor: last ? `${last.sort_key}:${last.pair_id}` : null,
    };
  }

  count(filter: PairFilter): number {
    const where = conditions(this.db, filter);
    if (!where) return 0;
    const sql = `SELECT count(*) FROM pair p WHERE ${where.sql.join(' AND ') || '1'}`;
    return prepared(this.db, sql)
      .pluck()
      .get(...where.values) as number;
  }

  /** From the counters that triggers keep; no scan. */
  facets(): FacetCount[] {
    return prepared(this.db, 'SELECT facet, value, state, n FROM counter WHERE n > 0').all() as FacetCount[];
  }

  get(pairId: number): StoredPair | undefined {
    const sql = `SELECT ${PAIR_COLUMNS} FROM pair p JOIN slice s USING (slice_id) WHERE p.pair_id = ?`;
    const row = prepared(this.db, sql).get(pairId) as PairRow | undefined;
    return row && toPair(row);
  }

  ofSlice(sliceId: number): StoredPair[] {
    const sql = `SELECT ${PAIR_COLUMNS} FROM pair p JOIN slice s USING (slice_id) WHERE p.slice_id = ? ORDER BY p.class_id`;
    return (prepared(this.db, sql).all(sliceId) as PairRow[]).map(toPair);
  }
}

interface Conditions {
  readonly sql: string[];
  readonly values: (string | number)[];
}

function conditions(db: ReadDb, filter: PairFilter): Conditions | null {
  const sql: string[] = [];
  const values: (string | number)[] = [];
  const oneOf = (column: string, list: readonly (string | number)[] | undefined): void => {
    if (!list?.length) return;
    sql.push(`${column} IN (${list.map(() => '?').join(', ')})`);
    values.push(...list);
  };
  // A literal lets SQLite use the partial index of the pending queue.
  if (filter.states?.length === 1 && filter.states[0] === 'pending') sql.push("p.state = 'pending'");
  else oneOf('p.state', filter.states);
  oneOf('p.class_id', filter.classIds);
  oneOf('p.modality', filter.modalities);
  for (const language of filter.languages ?? []) {
    sql.push("(',' || p.languages || ',') LIKE ?");
    values.push(`%,${language},%`);
  }
  if (filter.findings?.length) {
    sql.push(
      `p.pair_id IN (SELECT pair_id FROM pair_finding WHERE code IN (${filter.findings.map(() => '?').join(', ')}))`,
    );
    values.push(...filter.findings);
  }
  const query = searchQuery(db, filter.search ?? '');
  if (query === null) return null;
  if (query !== '') {
    sql.push('p.slice_id IN (SELECT rowid FROM caption_search WHERE caption_search MATCH ?)');
    values.push(query);
  }
  return { sql, values };
}

interface Sort {
  readonly key: string;
  readonly orderBy: string;
  readonly after: string[];
  readonly values: number[];
}

function bySuspicion(cursor: string | null): Sort {
  const [priority, pairId] = parseCursor(cursor);
  return {
    key: 'p.priority',
    orderBy: 'p.priority DESC, p.pair_id',
    after: cursor ? ['(p.priority < ? OR (p.priority = ? AND p.pair_id > ?))'] : [],
    values: cursor ? [priority, priority, pairId] : [],
  };
}

/** The stored key, turned round a circle of 2^52 by the seed: another seed starts elsewhere and still visits every pair once. */
function byRandom(seed: number, cursor: string | null): Sort {
  const circle = 2 ** 52;
  const turn = Math.floor((Math.abs(seed * 0.618_033_988_749_895) % 1) * circle);
  const key = `((p.random_key + ${turn}) % ${circle})`;
  const [position, pairId] = parseCursor(cursor);
  return {
    key,
    orderBy: `${key}, p.pair_id`,
    after: cursor ? [`(${key} > ? OR (${key} = ? AND p.pair_id > ?))`] : [],
    values: cursor ? [position, position, pairId] : [],
  };
}

function parseCursor(cursor: string | null): [number, number] {
  const [key, id] = (cursor ?? '0:0').split(':').map(Number);
  return [key ?? 0, id ?? 0];
}
