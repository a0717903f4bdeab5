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

/** Verdicts that were not taken back, the latest of each pair. */
const STANDING = `decision d JOIN undo_stack u ON u.seq = d.seq AND u.is_undone = 0
  WHERE NOT EXISTS (SELECT 1 FROM decision e JOIN undo_stack v ON v.seq = e.seq AND v.is_undone = 0
    WHERE e.pair_id = d.pair_id AND e.seq > d.seq)`;

/** The latest verdict on a pair that was not taken back, and who gave it. */
export interface StandingVerdict {
  readonly verdict: Verdict;
  readonly reviewer: string;
  readonly correction: PairCorrection | null;
}

export function standingVerdicts(db: ReadDb): Map<number, StandingVerdict> {
  const sql = `SELECT d.pair_id AS pairId, d.verdict, d.reviewer, d.correction FROM ${STANDING}`;
  const rows = prepared(db, sql).all() as {
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

/** Corrections that stand: those of verdicts that were not taken back and that led to a corrected pair. */
export function standingCorrections(
  db: ReadDb,
): { readonly reviewer: string; readonly correction: PairCorrection }[] {
  const sql = `SELECT d.reviewer, d.correction FROM ${STANDING}
    AND d.correction IS NOT NULL AND json_extract(d.after, '$.state') = 'corrected'`;
  const rows = prepared(db, sql).all() as { reviewer: string; correction: string }[];
  return rows.map(({ reviewer, correction }) => ({
    reviewer,
    correction: JSON.parse(correction) as PairCorrection,
  }));
}

const parsed = (correction: string | null): PairCorrection | null =>
  correction === null ? null : (JSON.parse(correction) as PairCorrection);

export function reasonCounts(db: ReadDb): ReasonCount[] {
  const sql = `SELECT json_extract(d.verdict, '$.kind') AS kind, json_extract(d.verdict, '$.reason') AS reason, count(*) AS n
    FROM ${STANDING} AND json_extract(d.verdict, '$.kind') IN ('region-wrong', 'mention-wrong')
    GROUP BY 1, 2 ORDER BY n DESC, 1, 2`;
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
