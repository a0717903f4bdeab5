import { type Modality, classId } from '../../shared/domain/anatomy/classes.ts';
import type { DoubtModel } from '../../shared/domain/doubt/model.ts';
import type { Standing } from '../../shared/domain/doubt/standing.ts';
import type { Box } from '../../shared/domain/grounding/box.ts';
import type { Finding } from '../../shared/domain/grounding/finding.ts';
import type { SuggestedBox } from '../../shared/domain/radgrounder/suggestion.ts';
import type { PairState } from '../../shared/domain/review/verdict.ts';
import { type WriteDb, transact } from './database.ts';
import { newestBoxes } from './disagreement.ts';
import { DOUBT_MODEL, learnedModel } from './learned-priority.ts';
import { prepared } from './prepared.ts';
import { proposalOf } from './proposal-store.ts';

/** A pair as it was derived, with what models say of it. */
export interface DerivedStanding extends Standing {
  readonly pairId: number;
  readonly state: PairState;
  readonly priority: number;
}

/** Judged pairs at the front of the random order, before the first that is open: a simple random sample of all. */
export interface RandomSample {
  readonly judged: number;
  readonly wrong: number;
}

interface Row {
  readonly pair_id: number;
  readonly slice_id: number;
  readonly derived_class: number;
  readonly derived_box: string;
  readonly modality: Modality;
  readonly findings: string;
  readonly state: PairState;
  readonly priority: number;
}

const COLUMNS = 'pair_id, slice_id, derived_class, derived_box, modality, findings, state, priority';

/** What the learned order of the queue is made from, and where it is written. */
export class DoubtStore {
  private readonly db: WriteDb;

  constructor(db: WriteDb) {
    this.db = db;
  }

  /** Pairs with a verdict that says right or wrong. From the index by state alone: few of a million may be judged. */
  judgedIds(): number[] {
    const sql = `SELECT pair_id FROM pair
      WHERE state IN ('accepted', 'corrected', 'region-wrong', 'mention-wrong')`;
    return prepared(this.db, sql).pluck().all() as number[];
  }

  of(pairIds: readonly number[]): DerivedStanding[] {
    const sql = `SELECT ${COLUMNS} FROM pair WHERE pair_id IN (SELECT value FROM json_each(?))`;
    return this.standings(prepared(this.db, sql).all(JSON.stringify(pairIds)) as Row[]);
  }

  /** Open pairs by id; through the index by state each page would sort all of them. */
  open(afterPairId: number, limit: number): DerivedStanding[] {
    const sql = `SELECT ${COLUMNS} FROM pair NOT INDEXED
      WHERE pair_id > ? AND state = 'pending' ORDER BY pair_id LIMIT ?`;
    return this.standings(prepared(this.db, sql).all(afterPairId, limit) as Row[]);
  }

  private standings(rows: readonly Row[]): DerivedStanding[] {
    let slice: { readonly id: number; readonly boxes: readonly SuggestedBox[] } | undefined;
    return rows.map((row) => {
      if (slice?.id !== row.slice_id) slice = { id: row.slice_id, boxes: newestBoxes(this.db, row.slice_id) };
      return toStanding(row, slice.boxes, proposalOf(this.db, row.pair_id) ?? null);
    });
  }

  /** Boxes of RadGrounder's newest answer about a slice. */
  suggested(sliceId: number): readonly SuggestedBox[] {
    return newestBoxes(this.db, sliceId);
  }

  /**
   * Moves open pairs in the queue, in one transaction; one that was judged meanwhile stays, and so does one that does not stand where
   * it did. @throws AppError store.*
   */
  setPriorities(
    moves: readonly { readonly pairId: number; readonly before: number; readonly priority: number }[],
  ): void {
    const sql = `UPDATE pair SET priority = @priority
      WHERE pair_id = @pairId AND state = 'pending' AND priority = @before`;
    transact(this.db, () => {
      for (const move of moves) prepared(this.db, sql).run(move);
    });
  }

  model(): DoubtModel | undefined {
    return learnedModel(this.db);
  }

  /** Not audited: it can be learned again from the decisions, which are. @throws AppError store.* */
  keepModel(model: DoubtModel): void {
    transact(this.db, () =>
      prepared(
        this.db,
        'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
      ).run(DOUBT_MODEL, JSON.stringify(model)),
    );
  }

  /**
   * Pairs are numbered at random when they come in. Those in front of the first open one were judged whatever drew them there, so
   * their share of errors is that of the whole project, which the share among the suspicious is not.
   */
  randomSample(): RandomSample {
    const open = prepared(
      this.db,
      "SELECT random_key FROM pair INDEXED BY pair_by_random WHERE state = 'pending' ORDER BY random_key LIMIT 1",
    ).get() as { readonly random_key: number } | undefined;
    const where = open ? 'random_key < ?' : '?';
    return prepared(
      this.db,
      `SELECT count(*) AS judged, coalesce(sum(state <> 'accepted'), 0) AS wrong FROM pair
       WHERE ${where} AND state <> 'cannot-judge'`,
    ).get(open?.random_key ?? 1) as RandomSample;
  }
}

function toStanding(
  row: Row,
  suggested: Standing['suggested'],
  proposal: Standing['proposal'],
): DerivedStanding {
  return {
    pairId: row.pair_id,
    classId: classId(row.derived_class),
    box: JSON.parse(row.derived_box) as Box,
    modality: row.modality,
    findings: JSON.parse(row.findings) as Finding[],
    state: row.state,
    priority: row.priority,
    suggested,
    proposal,
  };
}
