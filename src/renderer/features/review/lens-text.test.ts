import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { piecesOf } from './lens-text.ts';

describe('the pieces of a training text', () => {
  it('tell words, tags, places and classes apart', () => {
    const text = 'Cyst of <p bbox=<loc0100><loc0200><loc0300><loc0400> id=<seg005>>the liver</p>, p > 5';
    expect(piecesOf(text).map(({ kind }) => kind)).toEqual([
      'words',
      'tag',
      ...Array.from({ length: 4 }, () => 'location'),
      'tag',
      'class',
      'tag',
      'words',
      'tag',
      'words',
    ]);
  });

  it('are the text again when put together', () => {
    const parts = fc.constantFrom('Leber ', '<p bbox=', '<loc0001>', ' id=', '<seg119>', '>', '</p>', '< > ');
    fc.assert(
      fc.property(fc.array(parts), (list) => {
        const text = list.join('');
        return (
          piecesOf(text)
            .map((piece) => piece.text)
            .join('') === text
        );
      }),
    );
  });
});
