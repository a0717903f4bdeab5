import { type ClassId, counterpartOf } from '../../../shared/domain/anatomy/classes.ts';
import { createLexiconExtractor } from '../../../shared/domain/mention/lexicon-extractor.ts';
import type { Language } from '../../../shared/domain/mention/mention.ts';

const lexicon = createLexiconExtractor();

/** Classes that the lexicon finds in a text. */
export function classesIn(text: string, language: Language): Set<ClassId> {
  return new Set(lexicon.extract(text, language).flatMap(({ classIds }) => classIds));
}

/** Numbers of a text, decimal comma and point alike, in its order. */
export function numbersIn(text: string): string[] {
  return (text.match(/\d+(?:[.,]\d+)?/gu) ?? []).map((number) => number.replace(',', '.'));
}

/** A structure of the other side: it is named, its counterpart was meant. */
export function swappedSide(meant: ReadonlySet<ClassId>, named: ReadonlySet<ClassId>): ClassId | undefined {
  return [...named].find((id) => {
    const other = counterpartOf(id);
    return other !== undefined && meant.has(other) && !meant.has(id) && !named.has(other);
  });
}
