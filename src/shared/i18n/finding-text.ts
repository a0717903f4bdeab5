import { type ClassId, labelOf } from '../domain/anatomy/classes.ts';
import type { Finding } from '../domain/grounding/finding.ts';
import type { Language } from '../domain/mention/mention.ts';
import { findings as de } from './de/findings.ts';
import { findings as en } from './en/findings.ts';
import type { FindingText } from './finding-texts.ts';
import { interpolate } from './message.ts';

const texts = { de, en } as const;
const CLASS_PARAMS = ['classId', 'otherClassId'] as const;
const WORDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  de: { left: 'links', right: 'rechts', de: 'der deutsche', en: 'der englische' },
  en: { left: 'left', right: 'right', de: 'the German', en: 'the English' },
};

/** Class ids become names, sides and languages become words of the reader's language. */
export function findingText(
  { code, params }: Pick<Finding, 'code' | 'params'>,
  language: Language,
): FindingText {
  const { short, sentence } = texts[language][code];
  const words: Record<string, string | number> = { ...params };
  for (const [name, value] of Object.entries(params)) words[name] = WORDS[language][value] ?? value;
  for (const name of CLASS_PARAMS)
    if (name in params) words[name] = labelOf(params[name] as ClassId, language);
  return { short, sentence: interpolate(sentence, words) };
}
