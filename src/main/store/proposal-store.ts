import { type ClassId, type Modality, classId } from '../../shared/domain/anatomy/classes.ts';
import type { Box } from '../../shared/domain/grounding/box.ts';
import type { Finding } from '../../shared/domain/grounding/finding.ts';
import { type ReadDb, type WriteDb, transact } from './database.ts';
import { newestBoxes } from './disagreement.ts';
import { learnedPriority, setPriority } from './learned-priority.ts';
import { prepared } from './prepared.ts';

/** What the trained head in use says about a pair. */
export interface Proposal {
  readonly pairId: number;
  /** SHA-256 of the head's lineage. */
  readonly headId: string;
  /** Probability that the pair's class is on the slice, 0-1. */
  readonly presence: number;
  /** Pixels of the slice; null where the head knows no place for the class. */
  readonly box: Box | null;
  /** 0-1; an order, not a calibrated chance. */
  readonly confidence: number;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
}

interface ProposalRow {
  readonly pair_id: number;
  readonly head_id: string;
  readonly presence: number;
  readonly box: string | null;
  readonly confidence: number;
  readonly created_at: string;
}

interface PlacedRow {
  readonly slice_id: number;
  readonly modality: Modality;
  readonly derived_class: number;
  readonly derived_box: string;
  readonly findings: string;
  readonly priority: number;
}

/** An open pair, and the head that was asked about it. */
export interface OpenPair {
  readonly pairId: number;
  readonly sliceId: number;
  readonly headId: string | null;
}

/** A pair that a head is to be asked about. */
export interface AskedPair {
  readonly pairId: number;
  readonly classId: ClassId;
}

/** Boxes of the trained head in use, a row for each pair. */
export class ProposalStore {
  private readonly db: WriteDb;

  constructor(db: WriteDb) {
    this.db = db;
  }

  /**
   * Keeps what a head says in the place of what an earlier one said, in one transaction. Of a pair that was judged meanwhile the
   * earlier one stays: it is what the verdict was given beside.
   *
   * @throws AppError store.disk-full, store.not-writable, store.disk-failed
   */
  save(proposals: readonly Proposal[]): void {
    const sql = `INSERT INTO proposal (pair_id, head_id, presence, box, confidence, created_at)
      SELECT @pairId, @headId, @presence, @box, @confidence, @createdAt
        WHERE EXISTS (SELECT 1 FROM pair WHERE pair_id = @pairId AND state = 'pending')
      ON CONFLICT DO UPDATE SET head_id = excluded.head_id, presence = excluded.presence, box = excluded.box,
        confidence = excluded.confidence, created_at = excluded.created_at`;
    transact(this.db, () => {
      for (const proposal of proposals) {
        const { box } = proposal;
        const { changes } = prepared(this.db, sql).run({ ...proposal, box: box && JSON.stringify(box) });
        if (changes > 0) this.place(proposal.pairId, proposal);
      }
    });
  }

  /**
   * Takes away what other heads than this said of these pairs; beside verdicts it stays.
   *
   * @returns the pairs that had something of the kind
   * @throws AppError store.*
   */
  withdraw(pairIds: readonly number[], headId: string | null): number[] {
    const sql = `DELETE FROM proposal WHERE pair_id = ? AND head_id IS NOT ?
      AND EXISTS (SELECT 1 FROM pair p WHERE p.pair_id = proposal.pair_id AND state = 'pending')`;
    return transact(this.db, () =>
      pairIds.filter((pairId) => {
        if (prepared(this.db, sql).run(pairId, headId).changes === 0) return false;
        this.place(pairId, null);
        return true;
      }),
    );
  }

  isEmpty(): boolean {
    return prepared(this.db, 'SELECT 1 FROM proposal LIMIT 1').get() === undefined;
  }

  /** What the head says moves the pair in a queue whose order was learned. */
  private place(pairId: number, proposal: Proposal | null): void {
    const row = prepared(
      this.db,
      'SELECT slice_id, modality, derived_class, derived_box, findings, priority FROM pair WHERE pair_id = ?',
    ).get(pairId) as PlacedRow;
    const priority = learnedPriority(
      this.db,
      {
        classId: classId(row.derived_class),
        modality: row.modality,
        box: JSON.parse(row.derived_box) as Box,
        findings: JSON.parse(row.findings) as Finding[],
        suggested: newestBoxes(this.db, row.slice_id),
        proposal,
      },
      row.priority,
    );
    if (priority !== row.priority) setPriority(this.db, pairId, priority);
  }

  of(pairId: number): Proposal | undefined {
    return proposalOf(this.db, pairId);
  }

  /** Open pairs that stand first in the queue, with the head that was asked about each. */
  mostSuspicious(limit: number): OpenPair[] {
    const order = "INDEXED BY pair_by_state WHERE state = 'pending' ORDER BY priority DESC, pair_id LIMIT ?";
    return this.openPairs(order, [limit]);
  }

  /** Open pairs by id; through the index by state each page would sort all of them. */
  openAfter(pairId: number, limit: number): OpenPair[] {
    const order = "NOT INDEXED WHERE state = 'pending' AND pair_id > ? ORDER BY pair_id LIMIT ?";
    return this.openPairs(order, [pairId, limit]);
  }

  openCount(): number {
    const sql =
      "SELECT coalesce(sum(n), 0) FROM counter WHERE facet = 'all' AND value = '' AND state = 'pending'";
    return prepared(this.db, sql).pluck().get() as number;
  }

  private openPairs(order: string, values: readonly number[]): OpenPair[] {
    const sql = `SELECT pair_id AS pairId, slice_id AS sliceId,
        (SELECT head_id FROM proposal g WHERE g.pair_id = pair.pair_id) AS headId FROM pair ${order}`;
    return prepared(this.db, sql).all(...values) as OpenPair[];
  }

  /** Open pairs of a slice that this head has not been asked about. */
  missingOn(sliceId: number, headId: string): AskedPair[] {
    const sql = `SELECT pair_id, derived_class FROM pair p WHERE slice_id = ? AND state = 'pending' AND NOT EXISTS (
         SELECT 1 FROM proposal g WHERE g.pair_id = p.pair_id AND g.head_id = ?) ORDER BY pair_id`;
    const rows = prepared(this.db, sql).all(sliceId, headId) as { pair_id: number; derived_class: number }[];
    return rows.map((row) => ({ pairId: row.pair_id, classId: classId(row.derived_class) }));
  }
}

/** For others of this room. */
export function proposalOf(db: ReadDb, pairId: number): Proposal | undefined {
  const row = prepared(db, 'SELECT * FROM proposal WHERE pair_id = ?').get(pairId) as ProposalRow | undefined;
  return (
    row && {
      pairId: row.pair_id,
      headId: row.head_id,
      presence: row.presence,
      box: row.box === null ? null : (JSON.parse(row.box) as Box),
      confidence: row.confidence,
      createdAt: row.created_at,
    }
  );
}
