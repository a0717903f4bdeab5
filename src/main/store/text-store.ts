import type { Language } from '../../shared/domain/mention/mention.ts';
import { type WriteDb, transact } from './database.ts';
import { prepared } from './prepared.ts';

/** What is made of texts; a task's results are JSON that its service parses. */
export type TextTask = 'mentions' | 'rewriting' | 'translation' | 'judging' | 'questions';

/** One text as it was asked about, by whom, and how. */
export interface TextKey {
  readonly task: TextTask;
  readonly language: Language;
  /** SHA-256 of all that was asked about: of the caption's text alone, or of a service's own form. */
  readonly inputSha256: string;
  /** `lexicon`, or the model by its server's name for it. */
  readonly producer: string;
  /** Of the lexicon, or the SHA-256 of the prompt. */
  readonly version: string;
}

export interface TextResult extends TextKey {
  /** JSON; null where no answer held. */
  readonly output: string | null;
  /** Error code of the last answer that did not hold. */
  readonly problem: string | null;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
}

/** A caption's text, however many slices have it. */
export interface DistinctCaption {
  readonly language: Language;
  readonly text: string;
  readonly sha256: string;
}

const PAGE = 500;
const COLUMNS =
  'task, language, input_sha256 AS inputSha256, producer, version, output, problem, prompt_tokens AS promptTokens, ' +
  'completion_tokens AS completionTokens, created_at AS createdAt';
const KEY = 'task = @task AND language = @language AND input_sha256 = @inputSha256';

/** What extractors and language models made of texts. */
export class TextStore {
  private readonly db: WriteDb;

  constructor(db: WriteDb) {
    this.db = db;
  }

  /**
   * Keeps results, all or none; one of the same key takes the place of the one before.
   *
   * @throws AppError store.disk-full, store.not-writable, store.disk-failed
   */
  saveAll(results: readonly TextResult[]): void {
    const sql = `INSERT OR REPLACE INTO text_result VALUES (@task, @language, @inputSha256, @producer, @version, @output, @problem,
      @promptTokens, @completionTokens, @createdAt)`;
    transact(this.db, () => {
      for (const result of results) prepared(this.db, sql).run(result);
    });
  }

  get(key: TextKey): TextResult | undefined {
    const sql = `SELECT ${COLUMNS} FROM text_result WHERE ${KEY} AND producer = @producer AND version = @version`;
    return prepared(this.db, sql).get(key) as TextResult | undefined;
  }

  /** The newest result that holds, of any producer but one. */
  newest(
    key: Pick<TextKey, 'task' | 'language' | 'inputSha256'>,
    other: { readonly than: string } = { than: '' },
  ): TextResult | undefined {
    const sql = `SELECT ${COLUMNS} FROM text_result WHERE ${KEY} AND producer <> @than AND output IS NOT NULL
      ORDER BY created_at DESC, producer, version LIMIT 1`;
    return prepared(this.db, sql).get({ ...key, ...other }) as TextResult | undefined;
  }

  /** Whether any producer but one was asked in vain. */
  hasFailed(
    key: Pick<TextKey, 'task' | 'language' | 'inputSha256'>,
    other: { readonly than: string },
  ): boolean {
    const sql = `SELECT 1 FROM text_result WHERE ${KEY} AND producer <> @than AND output IS NULL LIMIT 1`;
    return prepared(this.db, sql).get({ ...key, ...other }) !== undefined;
  }

  /** Every different caption, once, by language and hash; read in pages, so that writing goes on meanwhile. */
  *captions(): Generator<DistinctCaption> {
    const sql = `SELECT language, min(text) AS text, sha256 FROM caption
      WHERE (language, sha256) > (@language, @sha256) GROUP BY language, sha256 ORDER BY language, sha256 LIMIT ${PAGE}`;
    let after: Pick<DistinctCaption, 'language' | 'sha256'> | { language: string; sha256: string } = {
      language: '',
      sha256: '',
    };
    for (;;) {
      const page = prepared(this.db, sql).all(after) as DistinctCaption[];
      yield* page;
      if (page.length < PAGE) return;
      after = page.at(-1)!;
    }
  }

  /** Slices that have a caption with this text. */
  slicesWith({ language, sha256 }: Pick<DistinctCaption, 'language' | 'sha256'>): number[] {
    return prepared(
      this.db,
      'SELECT slice_id FROM caption WHERE language = ? AND sha256 = ? ORDER BY slice_id',
    )
      .pluck()
      .all(language, sha256) as number[];
  }
}
