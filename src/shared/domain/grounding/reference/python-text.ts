/**
 * Text rules of Python's `str` and `re` that the published pipeline leans on and JavaScript does not share: lengths in code
 * points, white space with the information separators and without U+FEFF, and word boundaries that know umlauts.
 */

/** Characters for which Python's `str.isspace` holds, as the inside of a character class. */
export const PYTHON_SPACE = String.raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;

const LEADING_SPACE = new RegExp(`^[${PYTHON_SPACE}]+`);
const SPACE = new RegExp(`^[${PYTHON_SPACE}]$`);
const WORD = /^[\p{L}\p{N}_]$/u;

/** `len(text)`: code points, where JavaScript counts UTF-16 units. */
export function pythonLength(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** `text.strip()`. */
export function pythonStrip(text: string): string {
  let end = text.length;
  while (end > 0 && SPACE.test(text[end - 1]!)) end -= 1;
  return text.slice(0, end).replace(LEADING_SPACE, '');
}

/** `text.count(part)`: occurrences that do not overlap. */
export function pythonCount(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) {
    count += 1;
    if (part === '') return pythonLength(text) + 1;
  }
  return count;
}

/**
 * `re.sub(rf'\b{re.escape(word)}\b', replacement, text)`. A word that begins or ends with punctuation ("10.") is found only
 * where a letter or digit touches that end, which is why such keywords lose their tags.
 */
export function replaceWholeWord(text: string, word: string, replacement: string): string {
  let result = '';
  let copied = 0;
  for (let at = text.indexOf(word); at !== -1;) {
    const end = at + word.length;
    const found = isBoundary(text, at) && isBoundary(text, end);
    if (found) {
      result += text.slice(copied, at) + replacement;
      copied = end;
    }
    const next = found && end > at ? end : at + 1;
    at = next > text.length ? -1 : text.indexOf(word, next);
  }
  return result + text.slice(copied);
}

/** `\b`: a word character on exactly one side of the offset (UTF-16 units, between two characters). */
function isBoundary(text: string, at: number): boolean {
  return isWordBefore(text, at) !== isWordAfter(text, at);
}

function isWordBefore(text: string, at: number): boolean {
  if (at === 0) return false;
  const isPair = at > 1 && isLowSurrogate(text.charCodeAt(at - 1));
  return WORD.test(isPair ? text.slice(at - 2, at) : text[at - 1]!);
}

function isWordAfter(text: string, at: number): boolean {
  const point = text.codePointAt(at);
  return point !== undefined && WORD.test(String.fromCodePoint(point));
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
