import { classId, labelOf } from '../../shared/domain/anatomy/classes.ts';
import { fold } from '../../shared/domain/mention/fold.ts';

/** A word: letters and numbers. What lies between them never reaches the index, so that its tokenizer cuts where this does. */
const WORD = /[\p{L}\p{N}]+/gu;

/** Words of texts as they are indexed, each once: lower case, umlauts and ß spelled out ("Öso", "oeso" and "ÖSO" are one). */
export function searchWords(texts: readonly string[]): string[] {
  return [...new Set(fold(texts.join(' ')).match(WORD))];
}

/** Names of classes in both languages: a slice is found by those of its pairs. */
export function labelsOf(ids: readonly number[]): string[] {
  return ids.map(classId).flatMap((id) => [labelOf(id, 'de'), labelOf(id, 'en')]);
}
