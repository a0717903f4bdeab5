import type { Box } from '../../shared/domain/grounding/box.ts';
import type { DayCount } from '../../shared/domain/review/day-progress.ts';
import type { ReviewerVerdict } from '../../shared/domain/review/reviewer-agreement.ts';
import type { PairCorrection } from '../../shared/domain/review/pair-transition.ts';
import type { Verdict } from '../../shared/domain/review/verdict.ts';
import type { ReadDb } from './database.ts';
import { prepared } from './prepared.ts';

/** Why pairs were rejected, counted over the verdicts that stand. */
export interface ReasonCount {
  readonly kind: 'region-wrong' | 'mention-wrong';
  /** Null where the reviewer gave none. */
  readonly reason: string | null;
  readonly n: number;
}

/**
 * Pairs in some states with the verdict that they stand by: the latest that was not taken back. Begins at the pairs, which an index finds
 * by state, and not at the log: who asks about rejects does not read what was accepted.
 */
const standingIn = (pairs: string): string => `pair p JOIN decision d ON d.seq = (
    SELECT max(e.seq) FROM decision e JOIN undo_stack u ON u.seq = e.seq AND u.is_undone = 0 WHERE e.pair_id = p.pair_id
  ) WHERE ${pairs}`;

/** The latest verdict on a pair that was not taken back, and who gave it. */
export interface StandingVerdict {
  readonly verdict: Verdict;
  readonly reviewer: string;
  readonly correction: PairCorrection | null;
}

/** By pair, of those pairs of a slice that are not open. */
export function standingVerdicts(db: ReadDb, sliceId: number): Map<number, StandingVerdict> {
  const sql = `SELECT d.pair_id AS pairId, d.verdict, d.reviewer, d.correction
    FROM ${standingIn("p.slice_id = ? AND p.state <> 'pending'")}`;
  const rows = prepared(db, sql).all(sliceId) as {
    pairId: number;
    verdict: string;
    reviewer: string;
    correction: string | null;
  }[];
  return new Map(
    rows.map(({ pairId, verdict, reviewer, correction }) => [
      pairId,
      { verdict: JSON.parse(verdict) as Verdict, reviewer, correction: parsed(correction) },
    ]),
  );
}

/** Slices on which something was decided, taken back or repeated after a row of the log. */
export const slicesDecidedAfter = (db: ReadDb, seq: number): number[] =>
  prepared(
    db,
    'SELECT DISTINCT slice_id FROM decision JOIN pair USING (pair_id) WHERE seq > ? ORDER BY slice_id',
  )
    .pluck()
    .all(seq) as number[];

/** Corrections that stand: those of verdicts that were not taken back and that led to a corrected pair. */
export function standingCorrections(
  db: ReadDb,
): { readonly reviewer: string; readonly correction: PairCorrection }[] {
  const sql = `SELECT d.reviewer, d.correction FROM ${standingIn("p.state = 'corrected'")} AND d.correction IS NOT NULL`;
  const rows = prepared(db, sql).all() as { reviewer: string; correction: string }[];
  return rows.map(({ reviewer, correction }) => ({
    reviewer,
    correction: JSON.parse(correction) as PairCorrection,
  }));
}

const parsed = (correction: string | null): PairCorrection | null =>
  correction === null ? null : (JSON.parse(correction) as PairCorrection);

export function reasonCounts(db: ReadDb): ReasonCount[] {
  const sql = `SELECT p.state AS kind, json_extract(d.verdict, '$.reason') AS reason, count(*) AS n
    FROM ${standingIn("p.state IN ('region-wrong', 'mention-wrong')")} GROUP BY 1, 2 ORDER BY n DESC, 1, 2`;
  return prepared(db, sql).all() as ReasonCount[];
}

/** The latest days with verdicts, oldest first, all reviewers together; from counters that a trigger keeps. */
export function dayCounts(db: ReadDb, limit: number): DayCount[] {
  const sql = `SELECT day, state, sum(n) AS n, sum(duration_ms) AS durationMs FROM decision_day
    WHERE day IN (SELECT DISTINCT day FROM decision_day ORDER BY day DESC LIMIT ?) GROUP BY day, state ORDER BY day, state`;
  return prepared(db, sql).all(limit) as DayCount[];
}

/** Every reviewer's latest verdict on each pair that was not taken back; not only the one that the pair stands by. */
export function reviewerVerdicts(db: ReadDb): ReviewerVerdict[] {
  const sql = `SELECT d.pair_id AS pairId, d.reviewer, d.verdict, json_extract(d.correction, '$.box') AS box
    FROM decision d JOIN undo_stack u ON u.seq = d.seq AND u.is_undone = 0
    WHERE NOT EXISTS (SELECT 1 FROM decision e JOIN undo_stack v ON v.seq = e.seq AND v.is_undone = 0
      WHERE e.pair_id = d.pair_id AND e.reviewer = d.reviewer AND e.seq > d.seq)
    ORDER BY d.pair_id, d.reviewer`;
  const rows = prepared(db, sql).all() as {
    pairId: number;
    reviewer: string;
    verdict: string;
    box: string | null;
  }[];
  return rows.map(({ box, verdict, ...row }) => ({
    ...row,
    verdict: JSON.parse(verdict) as Verdict,
    correctedBox: box === null ? null : (JSON.parse(box) as Box),
  }));
}
