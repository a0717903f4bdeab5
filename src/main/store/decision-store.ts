import { AppError } from '../../shared/contract/app-error.ts';
import type { DayCount } from '../../shared/domain/review/day-progress.ts';
import type { PairStanding } from '../../shared/domain/review/pair-transition.ts';
import type { ReviewerVerdict } from '../../shared/domain/review/reviewer-agreement.ts';
import type { PairState, Verdict } from '../../shared/domain/review/verdict.ts';
import type { PairCorrection } from '../../shared/domain/review/pair-transition.ts';
import { appendAudit } from './audit-log.ts';
import { type WriteDb, transact } from './database.ts';
import {
  type ReasonCount,
  type StandingVerdict,
  dayCounts,
  reasonCounts,
  reviewerVerdicts,
  standingCorrections,
  slicesDecidedAfter,
  standingVerdicts,
} from './decision-statistics.ts';
import { prepared } from './prepared.ts';

export interface NewDecision {
  readonly decisionId: string;
  readonly pairId: number;
  /** Revision of the pair that the verdict was given on. */
  readonly revision: number;
  readonly verdict: Verdict;
  readonly correction: PairCorrection | null;
  readonly reviewer: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly durationMs: number;
  readonly key: string;
  readonly seen: unknown;
  readonly before: PairStanding;
  readonly after: PairStanding;
}

export interface StoredDecision {
  readonly seq: number;
  readonly decisionId: string;
  readonly pairId: number;
  readonly action: 'decide' | 'undo' | 'redo';
  readonly verdict: Verdict | null;
  readonly correction: PairCorrection | null;
  readonly reviewer: string;
  readonly at: string;
  readonly stateAfter: PairState;
}

/** Who takes back or repeats, when, and under which id (the same id twice is one step). */
export interface HistoryStep {
  readonly decisionId: string;
  readonly reviewer: string;
  readonly at: string;
  /** Take back this very decision instead of the latest one. */
  readonly seq?: number | undefined;
}

interface StackEntry {
  readonly position: number;
  readonly seq: number;
}

interface DecisionRow {
  readonly seq: number;
  readonly decision_id: string;
  readonly pair_id: number;
  readonly action: 'decide' | 'undo' | 'redo';
  readonly verdict: string | null;
  readonly correction: string | null;
  readonly reviewer: string;
  readonly at: string;
  readonly before: string;
  readonly after: string;
}

/**
 * The append-only log of decisions. Every call is one transaction: log row, the pair's standing, undo stack, audit row;
 * it returns after the commit is on the disk.
 */
export class DecisionStore {
  private readonly db: WriteDb;

  constructor(db: WriteDb) {
    this.db = db;
  }

  find(decisionId: string): StoredDecision | undefined {
    const row = prepared(this.db, 'SELECT * FROM decision WHERE decision_id = ?').get(decisionId) as
      DecisionRow | undefined;
    return row && toDecision(row);
  }

  /** @throws AppError review.stale when the pair has moved on */
  decide(decision: NewDecision): StoredDecision {
    return transact(this.db, () => {
      this.setStanding(decision.pairId, decision.after, decision.revision);
      const seq = this.append({ ...decision, action: 'decide', targetSeq: null });
      this.pushOnStack(seq);
      return this.bySeq(seq);
    });
  }

  /** Takes back the latest decision that stands. @throws AppError review.nothing-to-undo */
  undo(step: HistoryStep): StoredDecision {
    return this.walk(step, 'undo');
  }

  /** Repeats what was last taken back. @throws AppError review.nothing-to-redo */
  redo(step: HistoryStep): StoredDecision {
    return this.walk(step, 'redo');
  }

  /** Latest first. */
  recent(limit: number): StoredDecision[] {
    const rows = prepared(this.db, 'SELECT * FROM decision ORDER BY seq DESC LIMIT ?').all(
      limit,
    ) as DecisionRow[];
    return rows.map(toDecision);
  }

  /** Every reviewer's own latest verdict on each pair. */
  byReviewer(): ReviewerVerdict[] {
    return reviewerVerdicts(this.db);
  }

  reasons(): ReasonCount[] {
    return reasonCounts(this.db);
  }

  /** The verdicts that the pairs of a slice stand by, by pair. */
  standingOn(sliceId: number): Map<number, StandingVerdict> {
    return standingVerdicts(this.db, sliceId);
  }

  /** Newest row of the log; 0 while it has none. */
  lastSeq(): number {
    return prepared(this.db, 'SELECT coalesce(max(seq), 0) FROM decision').pluck().get() as number;
  }

  /** Slices on which something was decided after that row. */
  slicesAfter(seq: number): number[] {
    return slicesDecidedAfter(this.db, seq);
  }

  /** The corrections that stand. */
  corrections(): ReturnType<typeof standingCorrections> {
    return standingCorrections(this.db);
  }

  days(limit: number): DayCount[] {
    return dayCounts(this.db, limit);
  }

  /** Oldest first. */
  ofPair(pairId: number): StoredDecision[] {
    const rows = prepared(this.db, 'SELECT * FROM decision WHERE pair_id = ? ORDER BY seq').all(
      pairId,
    ) as DecisionRow[];
    return rows.map(toDecision);
  }

  private walk(step: HistoryStep, action: 'undo' | 'redo'): StoredDecision {
    return transact(this.db, () => {
      const known = this.find(step.decisionId);
      if (known) return known;
      const isUndo = action === 'undo';
      const top = step.seq === undefined ? this.topOfStack(isUndo) : this.named(step.seq);
      if (!top) throw new AppError(isUndo ? 'review.nothing-to-undo' : 'review.nothing-to-redo');
      const target = prepared(this.db, 'SELECT * FROM decision WHERE seq = ?').get(top.seq) as DecisionRow;
      const [from, to] = isUndo ? [target.after, target.before] : [target.before, target.after];
      this.setStanding(target.pair_id, JSON.parse(to) as PairStanding, null);
      prepared(this.db, 'UPDATE undo_stack SET is_undone = ? WHERE position = ?').run(
        isUndo ? 1 : 0,
        top.position,
      );
      const { decisionId, reviewer, at } = step;
      const seq = this.append({
        decisionId,
        reviewer,
        at,
        action,
        targetSeq: top.seq,
        pairId: target.pair_id,
        verdict: target.verdict === null ? null : (JSON.parse(target.verdict) as Verdict),
        correction: target.correction === null ? null : (JSON.parse(target.correction) as PairCorrection),
        durationMs: 0,
        key: action,
        seen: null,
        before: JSON.parse(from) as PairStanding,
        after: JSON.parse(to) as PairStanding,
      });
      return this.bySeq(seq);
    });
  }

  private topOfStack(isUndo: boolean): StackEntry | undefined {
    const sql = isUndo
      ? 'SELECT position, seq FROM undo_stack WHERE is_undone = 0 ORDER BY position DESC LIMIT 1'
      : 'SELECT position, seq FROM undo_stack WHERE is_undone = 1 ORDER BY position LIMIT 1';
    return prepared(this.db, sql).get() as StackEntry | undefined;
  }

  /** A decision in the middle may be taken back only if nothing was decided on its pair since. */
  private named(seq: number): StackEntry {
    const entry = prepared(
      this.db,
      'SELECT position, seq FROM undo_stack WHERE seq = ? AND is_undone = 0',
    ).get(seq) as StackEntry | undefined;
    const pairId = prepared(this.db, 'SELECT pair_id FROM decision WHERE seq = ?').pluck().get(seq) as
      number | undefined;
    const latest = prepared(
      this.db,
      `SELECT max(d.seq) FROM decision d JOIN undo_stack u ON u.seq = d.seq AND u.is_undone = 0 WHERE d.pair_id = ?`,
    )
      .pluck()
      .get(pairId ?? -1);
    if (!entry || latest !== seq) throw new AppError('review.stale', { pairId: pairId ?? '?' });
    return entry;
  }

  private setStanding(pairId: number, standing: PairStanding, revision: number | null): void {
    const { changes } = prepared(
      this.db,
      `UPDATE pair SET state = @state, class_id = @classId, box = @box, region = @region, revision = revision + 1
         WHERE pair_id = @pairId AND (@revision IS NULL OR revision = @revision)`,
    ).run({
      pairId,
      revision,
      state: standing.state,
      classId: standing.classId,
      box: JSON.stringify(standing.box),
      region: JSON.stringify(standing.regionClassIds),
    });
    if (changes !== 1) throw new AppError('review.stale', { pairId });
  }

  private append(
    entry: Omit<NewDecision, 'revision' | 'verdict'> & {
      readonly action: 'decide' | 'undo' | 'redo';
      readonly targetSeq: number | null;
      readonly verdict: Verdict | null;
    },
  ): number {
    const row = {
      decision_id: entry.decisionId,
      pair_id: entry.pairId,
      action: entry.action,
      target_seq: entry.targetSeq,
      verdict: entry.verdict && JSON.stringify(entry.verdict),
      correction: entry.correction && JSON.stringify(entry.correction),
      reviewer: entry.reviewer,
      at: entry.at,
      duration_ms: entry.durationMs,
      key: entry.key,
      seen: entry.seen === null ? null : JSON.stringify(entry.seen),
      before: JSON.stringify(entry.before),
      after: JSON.stringify(entry.after),
    };
    const columns = Object.keys(row);
    const { lastInsertRowid } = prepared(
      this.db,
      `INSERT INTO decision (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
    ).run(row);
    const seq = Number(lastInsertRowid);
    appendAudit(this.db, {
      at: entry.at,
      actor: entry.reviewer,
      action: `review.${entry.action}`,
      detail: { seq, ...row },
    });
    return seq;
  }

  private pushOnStack(seq: number): void {
    prepared(this.db, 'DELETE FROM undo_stack WHERE is_undone = 1').run();
    prepared(this.db, 'INSERT INTO undo_stack (seq) VALUES (?)').run(seq);
  }

  private bySeq(seq: number): StoredDecision {
    return toDecision(prepared(this.db, 'SELECT * FROM decision WHERE seq = ?').get(seq) as DecisionRow);
  }
}

function toDecision(row: DecisionRow): StoredDecision {
  return {
    seq: row.seq,
    decisionId: row.decision_id,
    pairId: row.pair_id,
    action: row.action,
    verdict: row.verdict === null ? null : (JSON.parse(row.verdict) as Verdict),
    correction: row.correction === null ? null : (JSON.parse(row.correction) as PairCorrection),
    reviewer: row.reviewer,
    at: row.at,
    stateAfter: (JSON.parse(row.after) as PairStanding).state,
  };
}
