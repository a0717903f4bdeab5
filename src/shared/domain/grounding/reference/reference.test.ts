import { describe, expect, it } from 'vitest';
import { componentBoxes, mergedBoxes } from './boxes.ts';
import { matchingKeywords } from './keywords.ts';
import { referenceLabels } from './labels.ts';
import { detectionTarget, segmentationTarget } from './targets.ts';

/** A mask of the given size with single pixels set. */
function mask(
  width: number,
  height: number,
  pixels: readonly (readonly [number, number, number])[],
): Uint8Array {
  const out = new Uint8Array(width * height);
  for (const [x, y, id] of pixels) out[y * width + x] = id;
  return out;
}

describe('boxes of the published pipeline', () => {
  it('number components by their first block of 2 x 2 pixels, as OpenCV does', () => {
    const size = { width: 12, height: 4 };
    const pixels = mask(12, 4, [
      [10, 0, 1],
      [2, 1, 1],
      [5, 3, 1],
      [8, 2, 1],
    ]);
    // From cv2.connectedComponentsWithStats.
    expect(componentBoxes(pixels, size).map(([x, y]) => [x, y])).toEqual([
      [2, 1],
      [10, 0],
      [5, 3],
      [8, 2],
    ]);
  });

  it('join diagonal neighbours and keep classes apart', () => {
    const size = { width: 4, height: 3 };
    const pixels = mask(4, 3, [
      [0, 0, 2],
      [1, 1, 2],
      [2, 1, 1],
      [3, 2, 2],
    ]);
    expect(componentBoxes(pixels, size)).toEqual([
      [2, 1, 3, 2, 1],
      [0, 0, 2, 2, 2],
      [3, 2, 4, 3, 2],
    ]);
    expect(mergedBoxes(pixels, size)).toEqual([
      [2, 1, 3, 2, 1],
      [0, 0, 4, 3, 2],
    ]);
  });
});

describe('labels of the published pipeline', () => {
  it('see a label above 255 as another class, as the cast to a byte does', () => {
    const { mask: bytes, present } = referenceLabels(new Float32Array([0, 261, 5]), 'CT');
    expect([...bytes]).toEqual([0, 5, 5]);
    expect([...present]).toEqual([0, 261, 5]);
  });
  it('cut fractions off on CT and drop them on MR', () => {
    expect([...referenceLabels(new Float32Array([2.5, 3]), 'CT').mask]).toEqual([2, 3]);
    expect([...referenceLabels(new Float32Array([2.5, 10]), 'MR').mask]).toEqual([0, 118]);
  });
});

describe('keywords of the published pipeline', () => {
  const table = (keywords: Record<string, string>) => new Map([['c', new Map(Object.entries(keywords))]]);

  it('need their class on the slice and their characters in the caption', () => {
    const keywords = new Map([
      [
        'Leber und milz',
        new Map([
          ['Leber', 'liver'],
          ['Milz', 'spleen'],
          ['und', 'aorta'],
        ]),
      ],
    ]);
    expect(matchingKeywords('Leber und milz', keywords, new Set([0, 5, 1]))).toEqual([['Leber', 'liver', 5]]);
    expect(matchingKeywords(null, keywords, new Set([5]))).toEqual([]);
  });
  it('keep a shorter keyword beside the longer one that contains it, shortest first', () =>
    expect(
      matchingKeywords(
        'liver segment IV of the liver',
        new Map([
          [
            'liver segment IV of the liver',
            new Map([
              ['liver segment IV', 'liver'],
              ['liver', 'liver'],
            ]),
          ],
        ]),
        new Set([5]),
      ),
    ).toEqual([
      ['liver', 'liver', 5],
      ['liver segment IV', 'liver', 5],
    ]));
  it('call everything outside the schema background, with the id -1', () =>
    expect(matchingKeywords('c', table({ c: 'background' }), new Set([0]))).toEqual([
      ['c', 'background', -1],
    ]));
});

describe('targets of the published loaders', () => {
  const size = { width: 224, height: 224 };
  const boxes = [[0, 0, 224, 112, 5]] as const;

  it('tag inside a longer keyword first, which takes its tag away', () => {
    const keywords = [
      ['liver', 'liver', 5],
      ['liver segment IV', 'liver', 5],
    ] as const;
    const tag = '<p bbox=<loc0000><loc0000><loc0512><loc0256> id=<seg005>>liver</p>';
    expect(detectionTarget('liver segment IV', keywords, { boxes, size })).toBe(`${tag} segment IV.`);
  });

  it('list a mask for every occurrence, tagged or not', () => {
    const { text, masks } = segmentationTarget('Milzhilus, Milz', [['Milz', 'spleen', 1]], new Set([1]));
    expect(text).toBe('Milzhilus, <seg>Milz</seg>.');
    expect(masks).toEqual([
      ['Milz', 1],
      ['Milz', 1],
    ]);
  });

  it('leave out keywords whose class is gone at the size of the model', () =>
    expect(segmentationTarget('Milz', [['Milz', 'spleen', 1]], new Set()).masks).toEqual([]));
});
