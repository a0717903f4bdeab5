import { fold } from './fold.ts';

/** A run of letters, a run of digits, or one other visible character. */
export interface Token {
  readonly kind: 'word' | 'number' | 'mark';
  /** UTF-16 offsets in the caption; end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Comparable form, see fold(). */
  readonly folded: string;
  /** True when nothing stands between the token before and this one. */
  readonly glued: boolean;
}

const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 0xc0 && code !== 0xd7 && code !== 0xf7 && code < 0x2000);
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isSpace = (code: number): boolean => code <= 32 || code === 0xa0 || code === 0x202f || code === 0x2009;

/** Splits a caption in one pass; never fails, whatever the text. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) {
      at += 1;
      continue;
    }
    const kind = isLetter(code) ? 'word' : isDigit(code) ? 'number' : 'mark';
    const belongs = kind === 'word' ? isLetter : isDigit;
    let end = at + 1;
    if (kind !== 'mark') while (end < text.length && belongs(text.charCodeAt(end))) end += 1;
    const surface = text.slice(at, end);
    const glued = tokens.length > 0 && tokens.at(-1)!.end === at;
    tokens.push({
      kind,
      start: at,
      end,
      text: surface,
      folded: kind === 'word' ? fold(surface) : surface,
      glued,
    });
    at = end;
  }
  return tokens;
}
