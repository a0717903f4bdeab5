import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMarkup, withoutTags, writeMarkup } from './markup.ts';

const read = (markup: string) => withoutTags(parseMarkup(markup));

describe('markup', () => {
  it('becomes words, and boxes that know their words', () => {
    const { text, spans } = read(
      'Die <p bbox=<loc0100><loc0200><loc0300><loc0400> id=<seg005>>Leber</p> ist normal groß.',
    );
    expect(text).toBe('Die Leber ist normal groß.');
    expect(spans).toEqual([{ start: 4, end: 9, bins: [100, 200, 300, 400], classId: 5, confidence: 1 }]);
  });
  it('that is never closed names nothing, and its words stay', () =>
    expect(read('Die <p bbox=<loc0100><loc0200><loc0300><loc0400> id=<seg005>>Leber')).toEqual({
      text: 'Die Leber',
      spans: [],
    }));
  it('around nothing names nothing', () =>
    expect(read('a<p bbox=<loc0001><loc0002><loc0003><loc0004> id=<seg005>> </p>b').spans).toEqual([]));
  it('that is broken is dropped piece by piece', () =>
    expect(read('a <p bbox=<loc0001><loc0002>b <seg005></p>c < 1 cm').text).toBe('a b c < 1 cm'));
  it('comes back as it was written', () => {
    const word = fc.stringMatching(/^[a-zäöü ]{0,6}[a-zäöü]$/);
    const bin = fc.integer({ min: 0, max: 512 });
    const span = fc.record({
      before: word,
      inside: word,
      bins: fc.tuple(bin, bin, bin, bin),
      classId: fc.integer({ min: 1, max: 121 }),
    });
    fc.assert(
      fc.property(fc.array(span, { maxLength: 5 }), word, (parts, rest) => {
        let text = '';
        const spans = parts.map(({ before, inside, bins, classId }) => {
          const start = text.length + before.length;
          text += before + inside;
          return { start, end: text.length, bins, classId, confidence: 1 };
        });
        const marked = { text: text + rest, spans };
        expect(read(writeMarkup(marked))).toEqual(marked);
      }),
    );
  });
});
