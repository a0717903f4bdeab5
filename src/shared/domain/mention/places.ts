import type { TextSpan } from './mention.ts';

const LETTER = /[\p{L}\p{N}_]/u;

/** Everywhere that words stand in a text, character for character; whole words before parts of words, else in order. */
export function placesOf(words: string, text: string): TextSpan[] {
  const places: TextSpan[] = [];
  for (let at = words === '' ? -1 : text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1))
    places.push({ start: at, end: at + words.length });
  const isPart = ({ start, end }: TextSpan): boolean =>
    LETTER.test(text[start - 1] ?? ' ') || LETTER.test(text[end] ?? ' ');
  return places.toSorted((a, b) => Number(isPart(a)) - Number(isPart(b)));
}
