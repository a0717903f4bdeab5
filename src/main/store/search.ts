import { classId, labelOf } from '../../shared/domain/anatomy/classes.ts';
import { fold } from '../../shared/domain/mention/fold.ts';
import type { ReadDb } from './database.ts';
import { prepared } from './prepared.ts';
import { type Expansion, expand } from './vocabulary.ts';

/** A word: letters and numbers. What lies between them never reaches the index, so that its tokenizer cuts where this does. */
const WORD = /[\p{L}\p{N}]+/gu;

/** A piece that stands for more words, or for words of more slices, is looked for in the texts instead of in the index. */
export const LISTABLE = { words: 256, slices: 20_000 } as const;

/**
 * What a person typed, as a plan. A slice is a hit if every piece occurs inside some word of its texts: "zyste" finds
 * "Leberzyste", because the vocabulary is asked for words that contain it.
 */
export interface Search {
  /** FTS5 query for the pieces that the index can list; null where none can be. */
  readonly query: string | null;
  /** Pieces that are too broad to be listed; see `TextMatcher`. */
  readonly broad: readonly string[];
}

/** Words of texts as they are indexed, each once: lower case, umlauts and ß spelled out ("Öso", "oeso" and "ÖSO" are one). */
export function searchWords(texts: readonly string[]): string[] {
  return [...new Set(fold(texts.join(' ')).match(WORD))];
}

/** @returns null when nothing can match; a search without a word has neither query nor pieces, and matches everything */
export function searchFor(
  db: ReadDb,
  typed: string,
  listable: { readonly words: number; readonly slices: number } = LISTABLE,
): Search | null {
  const pieces = searchWords([typed]);
  const expansions = pieces.map((piece) => expand(db, piece, listable));
  if (expansions.some((expansion) => expansion?.length === 0)) return null;
  const clauses = expansions.flatMap((expansion) => (expansion ? [clauseOf(expansion)] : []));
  return {
    query: clauses.length > 0 ? clauses.join(' AND ') : null,
    broad: pieces.filter((_, n) => !expansions[n]),
  };
}

function clauseOf(words: NonNullable<Expansion>): string {
  return `(${words.map((word) => `"${word}"`).join(' OR ')})`;
}

/** What a slice is found by: its captions, and the names of its pairs' classes in both languages. */
export function searchableTexts(db: ReadDb, sliceId: number): string[] {
  const column = (sql: string): unknown[] => prepared(db, sql).pluck().all(sliceId);
  const captions = column('SELECT text FROM caption WHERE slice_id = ? ORDER BY language') as string[];
  const ids = column('SELECT derived_class FROM pair WHERE slice_id = ? ORDER BY derived_class') as number[];
  return [...captions, ...labelsOf(ids)];
}

export function labelsOf(ids: readonly number[]): string[] {
  return ids.map(classId).flatMap((id) => [labelOf(id, 'de'), labelOf(id, 'en')]);
}

/** Whether slices hold pieces, answered from their texts; asked again about a slice it remembers. */
export class TextMatcher {
  private readonly db: ReadDb;
  private readonly pieces: readonly string[];
  private readonly known = new Map<number, boolean>();

  constructor(db: ReadDb, pieces: readonly string[]) {
    this.db = db;
    this.pieces = pieces;
  }

  // A piece has no character that could end a word, so wherever the folded text has it, it lies inside a word.
  matches(sliceId: number): boolean {
    if (this.pieces.length === 0) return true;
    let answer = this.known.get(sliceId);
    if (answer === undefined) {
      const text = fold(searchableTexts(this.db, sliceId).join(' '));
      this.known.set(sliceId, (answer = this.pieces.every((piece) => text.includes(piece))));
    }
    return answer;
  }
}
