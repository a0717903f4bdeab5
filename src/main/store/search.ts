import { fold } from '../../shared/domain/mention/fold.ts';
import type { ReadDb } from './database.ts';
import { prepared } from './prepared.ts';
import { labelsOf, searchWords } from './search-words.ts';
import { type Expansion, expand } from './vocabulary.ts';

/** A piece of more words than this is looked for in the texts instead of in the index. */
const MAX_WORDS = 256;

/**
 * What a person typed, as a plan. A slice is a hit if every piece occurs inside some word of its texts: "zyste" finds
 * "Leberzyste", because the vocabulary is asked for words that contain it.
 */
export interface Search {
  /** FTS5 query for the pieces that the index can list; null where none can be. */
  readonly query: string | null;
  /** Entries of the index that the query reads. */
  readonly entries: number;
  /** Slices that each piece of the query is in, at most. */
  readonly slices: readonly number[];
  /** Pieces of too many words to be listed; see `TextMatcher`. */
  readonly broad: readonly string[];
  readonly pieces: readonly string[];
}

/** @returns null when nothing can match; a search without a word has no pieces, and matches everything */
export function searchFor(db: ReadDb, typed: string): Search | null {
  const pieces = searchWords([typed]);
  const expanded = pieces.map((piece) => expand(db, piece, MAX_WORDS));
  const listed = expanded.filter((expansion) => expansion !== null);
  if (listed.some(({ words }) => words.length === 0)) return null;
  const slices = listed.map((expansion) => expansion.slices);
  return {
    query: listed.length > 0 ? listed.map(clauseOf).join(' AND ') : null,
    entries: slices.reduce((sum, n) => sum + n, 0),
    slices,
    broad: pieces.filter((_, n) => !expanded[n]),
    pieces,
  };
}

function clauseOf({ words }: Expansion): string {
  return `(${words.map((word) => `"${word}"`).join(' OR ')})`;
}

/** What a slice is found by: its captions, and the names of its pairs' classes in both languages. */
export function searchableTexts(db: ReadDb, sliceId: number): string[] {
  return [...captionsOf(db, sliceId), ...labelsOf(classesOf(db, sliceId))];
}

function captionsOf(db: ReadDb, sliceId: number): string[] {
  const sql = 'SELECT text FROM caption WHERE slice_id = ? ORDER BY language';
  return prepared(db, sql).pluck().all(sliceId) as string[];
}

function classesOf(db: ReadDb, sliceId: number): number[] {
  const sql = 'SELECT derived_class FROM pair WHERE slice_id = ? ORDER BY derived_class';
  return prepared(db, sql).pluck().all(sliceId) as number[];
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

  /** Slices whose texts were looked at. */
  get looked(): number {
    return this.known.size;
  }

  matches(sliceId: number): boolean {
    if (this.pieces.length === 0) return true;
    let answer = this.known.get(sliceId);
    if (answer === undefined) this.known.set(sliceId, (answer = this.look(sliceId)));
    return answer;
  }

  // A piece has no character that could end a word, so wherever a folded text has it, it lies inside a word.
  private look(sliceId: number): boolean {
    const captions = fold(captionsOf(this.db, sliceId).join(' '));
    const missing = this.pieces.filter((piece) => !captions.includes(piece));
    if (missing.length === 0) return true;
    const labels = fold(labelsOf(classesOf(this.db, sliceId)).join(' '));
    return missing.every((piece) => labels.includes(piece));
  }
}
