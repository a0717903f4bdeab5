import type { Modality } from '../../shared/domain/anatomy/classes.ts';
import type { PairState } from '../../shared/domain/review/verdict.ts';
import type { ReadDb } from './database.ts';
import type { PairFilter } from './pair-filter.ts';
import { type PairOrder, cursorOf } from './pair-order.ts';
import { PAIR_COLUMNS, type PairRow, type StoredPair, toPair } from './pair-rows.ts';
import { type PairCount, countPairs, firstPairs } from './pair-search.ts';
import { prepared } from './prepared.ts';

export type { PairCount, PairFilter, PairOrder };

const COUNTED = { pairs: 10_000, texts: 4000 } as const;

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

export interface PatientCount {
  readonly patient: string;
  readonly modality: Modality;
  readonly n: number;
}

/** Questions about pairs. Paging is by key, never by offset, so that page 10,000 costs what page 1 costs. */
export class PairStore {
  private readonly db: ReadDb;

  constructor(db: ReadDb) {
    this.db = db;
  }

  page(filter: PairFilter, options: { order: PairOrder; cursor: string | null; limit: number }): PairPage {
    const { limit } = options;
    const found = firstPairs(this.db, filter, { ...options, limit: limit + 1 });
    const shown = found.slice(0, limit);
    return {
      pairs: shown.map(({ pair_id }) => this.get(pair_id)!),
      nextCursor: found.length > limit ? cursorOf(shown.at(-1)!) : null,
    };
  }

  /** All pairs of a filter; in a large project a search may take seconds. */
  count(filter: PairFilter): number {
    return countPairs(this.db, filter, { pairs: Number.MAX_SAFE_INTEGER, texts: Infinity }).n;
  }

  /** For a page that may as well say "more than"; as long as it takes to look at no more than these. */
  countTo(filter: PairFilter): PairCount {
    return countPairs(this.db, filter, COUNTED);
  }

  /** From the counters that triggers keep; no scan. */
  facets(): FacetCount[] {
    return prepared(this.db, 'SELECT facet, value, state, n FROM counter WHERE n > 0').all() as FacetCount[];
  }

  /** Pairs with a verdict, from the counters. */
  judgedCount(): number {
    const sql =
      "SELECT coalesce(sum(n), 0) FROM counter WHERE facet = 'all' AND value = '' AND state <> 'pending'";
    return prepared(this.db, sql).pluck().get() as number;
  }

  /** Patients in the order of their names, with how many of their pairs of each modality are in any of the states. */
  byPatient(states: readonly PairState[]): PatientCount[] {
    // By slice first, from the index alone: reading hundreds of thousands of pairs takes seconds.
    const sql = `SELECT s.patient, s.modality, sum(c.n) AS n FROM (
        SELECT slice_id, count(*) AS n FROM pair INDEXED BY pair_by_state
          WHERE state IN (SELECT value FROM json_each(?)) GROUP BY slice_id
      ) c JOIN slice s USING (slice_id) GROUP BY 1, 2 ORDER BY 1, 2`;
    return prepared(this.db, sql).all(JSON.stringify(states)) as PatientCount[];
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
