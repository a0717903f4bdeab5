import type { ReadDb } from './database.ts';

const known = new WeakMap<ReadDb, Set<string>>();

/** A word as the index cuts it (unicode61: letters and numbers). */
const WORD = /[\p{L}\p{N}]+/gu;

export function wordsOf(folded: string): string[] {
  return folded.match(WORD) ?? [];
}

/**
 * Words of the captions that contain a piece, at most `limit`. The vocabulary is read once for a connection and kept: asking
 * the index costs a walk through all of it for every piece.
 */
export function wordsWith(db: ReadDb, piece: string, limit: number): string[] {
  const found: string[] = [];
  for (const word of vocabularyOf(db)) {
    if (!word.includes(piece)) continue;
    found.push(word);
    if (found.length === limit) break;
  }
  return found;
}

/** Keeps up with what is indexed. A word of a transaction that is taken back stays and finds nothing. */
export function learnWords(db: ReadDb, folded: string): void {
  const words = known.get(db);
  if (words) for (const word of wordsOf(folded)) words.add(word);
}

function vocabularyOf(db: ReadDb): Set<string> {
  let words = known.get(db);
  if (!words) {
    words = new Set(db.prepare('SELECT term FROM caption_vocabulary').pluck().all() as string[]);
    known.set(db, words);
  }
  return words;
}
