import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxFromBins, boxTokens, tagCaption } from './tokens.ts';

describe('detection tags', () => {
  // From the published loader's output for a 122 x 101 slice of the reference pipeline.
  it.each([
    [[75, 50, 82, 53], '<loc0313><loc0251><loc0342><loc0267>'],
    [[49, 51, 56, 56], '<loc0203><loc0258><loc0233><loc0283>'],
  ] as const)('carry the box %j as the released code writes it', (box, tokens) =>
    expect(boxTokens(box, { width: 122, height: 101 })).toBe(tokens),
  );

  it('reach bin 512 at the right edge', () =>
    expect(boxTokens([0, 0, 100, 50], { width: 100, height: 50 })).toBe(
      '<loc0000><loc0000><loc0512><loc0512>',
    ));

  it('lose less than a model pixel and a bin on the way there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 64, max: 512 }), fc.nat(63), fc.nat(63), (edge, x, y) => {
        const size = { width: edge, height: edge };
        const bins = [...boxTokens([x, y, x + 1, y + 1], size).matchAll(/\d{4}/g)].map(Number) as [
          number,
          number,
          number,
          number,
        ];
        expect(Math.abs(boxFromBins(bins, size)[0] - x)).toBeLessThanOrEqual(edge / 224 + edge / 512);
      }),
    );
  });

  it('wrap the words by their offsets, inside a compound too', () => {
    const tagged = tagCaption('Leberzyste.', [{ start: 0, end: 5, classId: 5, box: [0, 0, 1, 1] }], {
      width: 1,
      height: 1,
    });
    expect(tagged).toBe('<p bbox=<loc0000><loc0000><loc0512><loc0512> id=<seg005>>Leber</p>zyste.');
  });

  it('keep the longer of two overlapping mentions', () => {
    const box = [0, 0, 1, 1] as const;
    const spans = [
      { start: 0, end: 5, classId: 5, box },
      { start: 0, end: 10, classId: 6, box },
    ];
    expect(tagCaption('Leber links', spans, { width: 1, height: 1 })).toContain('<seg006>');
    expect(tagCaption('Leber links', spans, { width: 1, height: 1 })).not.toContain('<seg005>');
  });
});
