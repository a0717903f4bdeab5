import type { ReadDb } from './database.ts';

/** Words that contain a piece, or null where they are too many to be listed. */
export type Expansion = readonly string[] | null;

interface Vocabulary {
  /** Slices that have a word; may be too high by slices that were derived anew. */
  readonly slices: Map<string, number>;
  /** All words, each ended by a line feed: one search through one text is faster than one through each word. */
  text: string;
}

const END = '\n';
const known = new WeakMap<ReadDb, Vocabulary>();

/**
 * Words of the captions that contain a piece; null when they are more than `most.words`, or stand in more than `most.slices`
 * slices. The vocabulary is read once for a connection and kept: asking the index costs a walk through all of it.
 */
export function expand(
  db: ReadDb,
  piece: string,
  most: { readonly words: number; readonly slices: number },
): Expansion {
  const { text, slices } = vocabularyOf(db);
  const words: string[] = [];
  let total = 0;
  for (let at = text.indexOf(piece); at >= 0;) {
    const end = text.indexOf(END, at);
    const word = text.slice(text.lastIndexOf(END, at) + 1, end);
    words.push(word);
    total += slices.get(word) ?? 0;
    if (words.length > most.words || total > most.slices) return null;
    at = text.indexOf(piece, end);
  }
  return words;
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
