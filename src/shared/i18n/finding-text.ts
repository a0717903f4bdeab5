import { type ClassId, labelOf } from '../domain/anatomy/classes.ts';
import type { Finding } from '../domain/grounding/finding.ts';
import type { Language } from '../domain/mention/mention.ts';
import { findings as de } from './de/findings.ts';
import { findings as en } from './en/findings.ts';
import type { FindingText } from './finding-texts.ts';
import { interpolate } from './interpolate.ts';

const texts = { de, en } as const;
const CLASS_PARAMS = ['classId', 'otherClassId'] as const;
/** Params whose values are words of ours; the others hold words of a caption. */
const WORD_PARAMS = ['language', 'claimed', 'found', 'foundBy', 'kind'] as const;
const WORDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  de: {
    left: 'links',
    right: 'rechts',
    de: 'der deutsche',
    en: 'der englische',
    llm: 'das Sprachmodell',
    lexicon: 'das Lexikon',
    instructions: 'Anweisungen',
    'hidden-characters': 'unsichtbare oder untergeschobene Zeichen',
    markup: 'Auszeichnungen oder Steuerzeichen',
    encoded: 'verschlüsselt wirkende Zeichen',
    'web-address': 'eine Internetadresse',
    'foreign-script': 'Wörter in fremder Schrift',
  },
  en: {
    left: 'left',
    right: 'right',
    de: 'the German',
    en: 'the English',
    llm: 'the language model',
    lexicon: 'the lexicon',
    instructions: 'instructions',
    'hidden-characters': 'hidden or look-alike characters',
    markup: 'markup or control tokens',
    encoded: 'characters that look encoded',
    'web-address': 'a web address',
    'foreign-script': 'words in a foreign script',
  },
};

/** Class ids become names, sides and languages become words of the reader's language. */
export function findingText(
  { code, params }: Pick<Finding, 'code' | 'params'>,
  language: Language,
): FindingText {
  const { short, sentence } = texts[language][code];
  const words: Record<string, string | number> = { ...params };
  for (const name of WORD_PARAMS)
    if (name in params) words[name] = WORDS[language][params[name]!] ?? params[name]!;
  for (const name of CLASS_PARAMS)
    if (name in params) words[name] = labelOf(params[name] as ClassId, language);
  return { short, sentence: interpolate(sentence, words) };
}
