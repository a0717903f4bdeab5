import type { ReadDb } from './database.ts';

/** Words that contain a piece. */
export interface Expansion {
  readonly words: readonly string[];
  /** Slices that each of them is in, added up: no slice has the piece besides so many. */
  readonly slices: number;
}

interface Vocabulary {
  /** Slices that have a word; may be too high by slices that were derived anew. */
  readonly slices: Map<string, number>;
  /** All words, each ended by a line feed: one search through one text is faster than one through each word. */
  text: string;
}

const END = '\n';
const known = new WeakMap<ReadDb, Vocabulary>();

/**
 * Words of the captions that contain a piece; null when they are more than `most`. The vocabulary is read once for a
 * connection and kept: asking the index costs a walk through all of it.
 */
export function expand(db: ReadDb, piece: string, most: number): Expansion | null {
  const vocabulary = vocabularyOf(db);
  const { text } = vocabulary;
  const words: string[] = [];
  let slices = 0;
  for (let at = text.indexOf(piece); at >= 0;) {
    const end = text.indexOf(END, at);
    const word = text.slice(text.lastIndexOf(END, at) + 1, end);
    words.push(word);
    if (words.length > most) return null;
    slices += vocabulary.slices.get(word) ?? 0;
    at = text.indexOf(piece, end);
  }
  return { words, slices };
}

/** Keeps up with what is indexed. A word of a transaction that is taken back stays and finds nothing. */
export function learnWords(db: ReadDb, words: readonly string[]): void {
  const vocabulary = known.get(db);
  if (!vocabulary) return;
  const { slices } = vocabulary;
  for (const word of words) {
    const before = slices.get(word);
    if (before === undefined) vocabulary.text += word + END;
    slices.set(word, (before ?? 0) + 1);
  }
}

function vocabularyOf(db: ReadDb): Vocabulary {
  let vocabulary = known.get(db);
  if (!vocabulary) {
    const rows = db.prepare('SELECT term, doc FROM caption_vocabulary').raw().all() as [string, number][];
    vocabulary = { slices: new Map(rows), text: rows.map(([word]) => word + END).join('') };
    known.set(db, vocabulary);
  }
  return vocabulary;
}
