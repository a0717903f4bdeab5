import { type ClassId, labelOf } from '../anatomy/classes.ts';
import type { Language } from '../mention/mention.ts';

interface Answer {
  readonly text: string;
  readonly mentions: readonly { readonly text: string; readonly classId: ClassId | null }[];
}

/**
 * What a model said, in words: its text, or, of a model that answers by boxes alone, the names of what it drew, each once; empty
 * where it drew nothing either.
 */
export function answerWords({ text, mentions }: Answer, language: Language): string {
  if (text !== '') return text;
  const names = mentions.map(({ classId, text: own }) =>
    classId === null ? own : labelOf(classId, language),
  );
  return [...new Set(names)].join(', ');
}
