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
   * Takes away what other heads said of some open pairs; beside verdicts it stays.
   *
   * @returns the pairs, at most `limit`: where it is as many there may be more
   * @throws AppError store.*
   */
  withdrawOthers(headId: string | null, limit: number): number[] {
    const sql = `SELECT pair_id FROM proposal JOIN pair USING (pair_id)
      WHERE state = 'pending' AND head_id IS NOT ? LIMIT ?`;
    return transact(this.db, () => {
      const pairIds = prepared(this.db, sql).pluck().all(headId, limit) as number[];
      for (const pairId of pairIds) {
        prepared(this.db, 'DELETE FROM proposal WHERE pair_id = ?').run(pairId);
        this.place(pairId, null);
      }
      return pairIds;
    });
  }

  /** Whether this head was asked about every open pair, and no other head's box stands at one. */
  isCurrent(headId: string | null): boolean {
    const others = `SELECT 1 FROM proposal JOIN pair USING (pair_id) WHERE state = 'pending' AND head_id IS NOT ? LIMIT 1`;
    if (prepared(this.db, others).get(headId)) return false;
    const missing = `SELECT 1 FROM pair p WHERE state = 'pending'
      AND NOT EXISTS (SELECT 1 FROM proposal g WHERE g.pair_id = p.pair_id) LIMIT 1`;
    return headId === null || !prepared(this.db, missing).get();
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

  /** Slices with an open pair that this head has not been asked about, those with the most suspicious pairs first. */
  missing(headId: string): number[] {
    const sql = `SELECT slice_id FROM pair p WHERE state = 'pending' AND NOT EXISTS (
         SELECT 1 FROM proposal g WHERE g.pair_id = p.pair_id AND g.head_id = ?)
       GROUP BY slice_id ORDER BY max(priority) DESC, slice_id`;
    return prepared(this.db, sql).pluck().all(headId) as number[];
  }

  /** Open pairs of a slice that this head has not been asked about. */
  missingOn(sliceId: number, headId: string): AskedPair[] {
    const sql = `SELECT pair_id, derived_class FROM pair p WHERE slice_id = ? AND state = 'pending' AND NOT EXISTS (
         SELECT 1 FROM proposal g WHERE g.pair_id = p.pair_id AND g.head_id = ?) ORDER BY pair_id`;
    const rows = prepared(this.db, sql).all(sliceId, headId) as { pair_id: number; derived_class: number }[];
    return rows.map((row) => ({ pairId: row.pair_id, classId: classId(row.derived_class) }));
  }

  /** Open pairs, and how many of them this head was asked about. */
  progress(headId: string): { readonly open: number; readonly proposed: number } {
    const sql = `SELECT
      (SELECT coalesce(sum(n), 0) FROM counter WHERE facet = 'all' AND value = '' AND state = 'pending') AS open,
      (SELECT count(*) FROM proposal g JOIN pair p USING (pair_id) WHERE g.head_id = ? AND p.state = 'pending') AS proposed`;
    return prepared(this.db, sql).get(headId) as { open: number; proposed: number };
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
