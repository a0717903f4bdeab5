import { fold } from '../../shared/domain/mention/fold.ts';
import type { ReadDb } from './database.ts';
import { wordsOf, wordsWith } from './vocabulary.ts';

/** How many words of the vocabulary one search word may stand for. */
const MAX_EXPANSION = 64;

/** Text as it is indexed: lower case, umlauts and ß spelled out, so that "Öso", "oeso" and "ÖSO" find the same. */
export function searchText(texts: readonly string[]): string {
  return fold(texts.join(' '));
}

/**
 * An FTS5 query for what a person typed. Every word has to occur, as a word's beginning or inside a compound: "zyste" finds
 * "Leberzyste", because the vocabulary is asked for words that contain it.
 *
 * @returns null when nothing can match, '' when there is nothing to search for
 */
export function searchQuery(db: ReadDb, typed: string): string | null {
  const words = wordsOf(fold(typed));
  const clauses = words.map((word) => clauseFor(db, word));
  if (clauses.some((clause) => clause === null)) return null;
  return clauses.join(' AND ');
}

function clauseFor(db: ReadDb, word: string): string | null {
  const terms = wordsWith(db, word, MAX_EXPANSION);
  if (terms.length === 0) return null;
  return `(${terms.map((term) => `"${term}"`).join(' OR ')})`;
}
