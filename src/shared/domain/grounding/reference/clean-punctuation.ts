import { PYTHON_SPACE, pythonStrip } from './python-text.ts';

/** What the published loaders put in place of stray characters, most of them Windows-1252 read as Latin-1. */
const REPLACEMENTS: Readonly<Record<string, string>> = {
  '\u202F': ' ',
  '\u00AD': '',
  '\u200B': '',
  '\u2009': ' ',
  '\u0096': '-',
  '\u0084': '"',
  '\u0093': '"',
  '\u0091': "'",
  '\u0092': "'",
  '\u00A0': ' ',
  '\u001F': '',
  '\u0085': '...',
  '\u007F': '',
  '\u0082': "'",
  '\u0094': '"',
  '\u0002': '',
  '\u000B': ' ',
  '\u200C': '',
  '\u2060': '',
  '\uFEFF': '',
  '\u200D': '',
  '\u2006': ' ',
  '\u2003': ' ',
  '\u0000': '',
  '\u200E': '',
  '\u2028': '\n',
  '\u008F': '',
  '\u008A': 'S',
  '\u0080': '€',
};

// The look-behind lets a run of spaces be tried from its beginning only: the same matches, but never quadratic.
const SPACE_BEFORE_MARK = new RegExp(`(?<![${PYTHON_SPACE}])[${PYTHON_SPACE}]+(?=[.,:;!?])`, 'g');
const MARK_WITHOUT_SPACE = new RegExp(`[.,:;!?](?![${PYTHON_SPACE}.,:;!?])`, 'g');
const SPACE_BEFORE_NEWLINE = new RegExp(`(?<![${PYTHON_SPACE}])[${PYTHON_SPACE}]+\\n`, 'g');

const STRAY = new RegExp(`[${Object.keys(REPLACEMENTS).join('')}]`, 'g');

/**
 * A report text as the published loaders hand it to the model: no space before a punctuation mark, one after it ("4,5 cm"
 * becomes "4, 5 cm"), a full stop at the end, stray characters replaced. The empty text stays empty.
 */
export function cleanPunctuation(text: string): string {
  if (text === '') return '';
  const spaced = text
    .replace(SPACE_BEFORE_MARK, '')
    .replace(MARK_WITHOUT_SPACE, '$& ')
    .replace(SPACE_BEFORE_NEWLINE, '\n');
  const stripped = pythonStrip(spaced);
  const ended = /[.!?]$/.test(stripped) ? stripped : `${stripped}.`;
  return ended.replace(STRAY, (character) => REPLACEMENTS[character]!);
}
