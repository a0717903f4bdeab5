import type { Finding } from '../../shared/domain/grounding/finding.ts';
import type { Language } from '../../shared/domain/mention/mention.ts';
import type { GenerateTask } from '../../shared/domain/radgrounder/prompt.ts';
import type { SuggestedBox } from '../../shared/domain/radgrounder/suggestion.ts';
import { type WriteDb, transact } from './database.ts';
import { insertFindings, removeFindings } from './derived-rows.ts';
import { newestBoxes, withDisagreement } from './disagreement.ts';
import { learnedPriority, setPriority } from './learned-priority.ts';
import { PAIR_COLUMNS, type PairRow, type StoredPair, toPair } from './pair-rows.ts';
import { prepared } from './prepared.ts';
import { proposalOf } from './proposal-store.ts';

/** What RadGrounder wrote about a slice. */
export interface Suggestion {
  readonly sliceId: number;
  /** SHA-256 of the pack's manifest, which names its weights. */
  readonly packId: string;
  readonly packName: string;
  readonly task: GenerateTask;
  readonly language: Language;
  readonly text: string;
  readonly boxes: readonly SuggestedBox[];
  /** False where it stopped at the limit of length. */
  readonly isComplete: boolean;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
}

interface SuggestionRow {
  readonly slice_id: number;
  readonly pack_id: string;
  readonly pack_name: string;
  readonly task: GenerateTask;
  readonly language: Language;
  readonly text: string;
  readonly boxes: string;
  readonly is_complete: 0 | 1;
  readonly created_at: string;
}

/** Suggestions of RadGrounder, and what they say about pairs that nobody has judged. */
export class SuggestionStore {
  private readonly db: WriteDb;

  constructor(db: WriteDb) {
    this.db = db;
  }

  /**
   * Keeps an answer in the place of an older one of the same pack, task and language, and gives the slice's open pairs the
   * finding that follows from it, in one transaction. Pairs with a decision stay as they were judged.
   *
   * @returns ids of the pairs whose findings changed
   * @throws AppError store.disk-full, store.not-writable, store.disk-failed
   */
  save(suggestion: Suggestion): number[] {
    return transact(this.db, () => {
      const { boxes, isComplete, ...plain } = suggestion;
      prepared(
        this.db,
        `INSERT OR REPLACE INTO suggestion
           (slice_id, pack_id, task, language, pack_name, text, boxes, is_complete, created_at) VALUES
           (@sliceId, @packId, @task, @language, @packName, @text, @boxes, @isComplete, @createdAt)`,
      ).run({ ...plain, boxes: JSON.stringify(boxes), isComplete: isComplete ? 1 : 0 });
      return suggestion.task === 'ground' ? this.renewFindings(suggestion.sliceId) : [];
    });
  }

  /** The newest grounded answer about a slice, whichever pack gave it. */
  newest(sliceId: number): Suggestion | undefined {
    const row = prepared(
      this.db,
      "SELECT * FROM suggestion WHERE slice_id = ? AND task = 'ground' ORDER BY created_at DESC LIMIT 1",
    ).get(sliceId) as SuggestionRow | undefined;
    return row && toSuggestion(row);
  }

  /** Slices with an undecided pair and no answer of this pack yet, those with the most suspicious pairs first. */
  missing({ packId, language }: Pick<Suggestion, 'packId' | 'language'>): number[] {
    return prepared(
      this.db,
      `SELECT slice_id FROM pair p WHERE state = 'pending' AND NOT EXISTS (
         SELECT 1 FROM suggestion g WHERE g.slice_id = p.slice_id AND pack_id = ? AND task = 'ground' AND language = ?)
       GROUP BY slice_id ORDER BY max(priority) DESC, slice_id`,
    )
      .pluck()
      .all(packId, language) as number[];
  }

  /** As `missing`, but only among these slices. */
  missingAmong(
    sliceIds: readonly number[],
    { packId, language }: Pick<Suggestion, 'packId' | 'language'>,
  ): number[] {
    return prepared(
      this.db,
      `SELECT slice_id FROM pair p WHERE slice_id IN (SELECT value FROM json_each(?)) AND state = 'pending' AND NOT EXISTS (
         SELECT 1 FROM suggestion g WHERE g.slice_id = p.slice_id AND pack_id = ? AND task = 'ground' AND language = ?)
       GROUP BY slice_id ORDER BY max(priority) DESC, slice_id`,
    )
      .pluck()
      .all(JSON.stringify(sliceIds), packId, language) as number[];
  }

  private renewFindings(sliceId: number): number[] {
    const rows = prepared(
      this.db,
      `SELECT ${PAIR_COLUMNS} FROM pair p JOIN slice s USING (slice_id) WHERE p.slice_id = ?
         AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.pair_id = p.pair_id)`,
    ).all(sliceId) as PairRow[];
    const boxes = newestBoxes(this.db, sliceId);
    return rows.flatMap((row) => {
      const pair = toPair(row);
      const renewed = withDisagreement(pair, boxes);
      const { findings } = renewed;
      const priority = learnedPriority(
        this.db,
        {
          ...derived(pair),
          findings,
          suggested: boxes,
          proposal: proposalOf(this.db, row.pair_id) ?? null,
        },
        renewed.priority,
      );
      const isNews = JSON.stringify(findings) !== row.findings;
      if (isNews) this.setFindings(row.pair_id, { findings, priority });
      else if (priority !== row.priority) setPriority(this.db, row.pair_id, priority);
      return isNews ? [row.pair_id] : [];
    });
  }

  private setFindings(pairId: number, changed: { findings: readonly Finding[]; priority: number }): void {
    removeFindings(this.db, pairId);
    prepared(this.db, 'UPDATE pair SET findings = ?, priority = ? WHERE pair_id = ?').run(
      JSON.stringify(changed.findings),
      changed.priority,
      pairId,
    );
    insertFindings(this.db, pairId, changed);
  }
}

const derived = ({ modality, derivedClassId, derivedBox }: StoredPair) => ({
  modality,
  classId: derivedClassId,
  box: derivedBox,
});

function toSuggestion(row: SuggestionRow): Suggestion {
  return {
    sliceId: row.slice_id,
    packId: row.pack_id,
    packName: row.pack_name,
    task: row.task,
    language: row.language,
    text: row.text,
    boxes: JSON.parse(row.boxes) as SuggestedBox[],
    isComplete: row.is_complete === 1,
    createdAt: row.created_at,
  };
}
