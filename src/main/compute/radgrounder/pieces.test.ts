import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { withoutTags } from '../../../shared/domain/radgrounder/markup.ts';
import { readPieces } from './pieces.ts';
import { type PackTokenizer, openTokenizer } from './tokenizer.ts';

const PACK = fileURLToPath(new URL('../../../../test/fixtures/tiny-radgrounder', import.meta.url));

let tokenizer: PackTokenizer;
beforeAll(async () => {
  tokenizer = await openTokenizer(PACK, { bins: 512 });
});

/** What a reader sees when so many tokens of the markup are written. */
function shown(markup: string, count = Number.POSITIVE_INFINITY): ReturnType<typeof withoutTags> {
  const ids = tokenizer.encode(markup);
  const written = ids.slice(0, count).map((token) => ({ token, logProb: Math.log(0.5) }));
  return withoutTags(readPieces(written, { tokenizer, isDone: count >= ids.length }));
}

const TAGGED = 'Die <p bbox=<loc0100><loc0200><loc0300><loc0400> id=<seg005>>Leber</p> ist groß.';

describe('an answer, token by token', () => {
  it('is words and boxes, each as sure as its bins and class', () => {
    expect(shown(TAGGED)).toEqual({
      text: 'Die Leber ist groß.',
      spans: [
        { start: 4, end: 9, bins: [100, 200, 300, 400], classId: 5, confidence: expect.closeTo(0.5, 9) },
      ],
    });
  });
  it('never shows half a tag or half a character, and only grows', () => {
    const whole = shown(TAGGED).text;
    for (let count = 0; count < tokenizer.encode(TAGGED).length; count += 1) {
      const { text } = shown(TAGGED, count);
      expect(whole.startsWith(text)).toBe(true);
    }
  });
  it('takes words that look like a tag for words', () => {
    const { text, spans } = shown('a <b> c');
    expect({ text, spans }).toEqual({ text: 'a <b> c', spans: [] });
  });
});
