import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segmentCaption, type CaptionMark } from './caption-segments.ts';

const mark = (start: number, end: number, pairId = 1): CaptionMark => ({
  start,
  end,
  pairId,
  negated: false,
});

describe('cutting a caption at its mentions', () => {
  it('marks a part of a compound word', () => {
    const runs = segmentCaption('Kleine Leberzyste.', [mark(7, 12)], 1);
    expect(runs.map(({ text, marks }) => [text, marks.length])).toEqual([
      ['Kleine ', 0],
      ['Leber', 1],
      ['zyste.', 0],
    ]);
  });

  it('puts the pair under judgement on top where mentions nest', () => {
    const runs = segmentCaption('right kidney', [mark(0, 12, 2), mark(6, 12, 3)], 2);
    expect(runs.map(({ text, marks }) => [text, marks.map(({ pairId }) => pairId)])).toEqual([
      ['right ', [2]],
      ['kidney', [2, 3]],
    ]);
    expect(segmentCaption('right kidney', [mark(0, 12, 2), mark(6, 12, 3)], 3)[1]?.marks[0]?.pairId).toBe(3);
  });

  it('survives marks that do not fit the text', () => {
    expect(segmentCaption('Milz', [mark(2, 99), mark(3, 3), mark(-4, 1)], 1).map(({ text }) => text)).toEqual(
      ['M', 'i', 'lz'],
    );
    expect(segmentCaption('', [mark(0, 3)], 1)).toEqual([]);
  });

  it('never loses or repeats a character and puts each under exactly its marks', () => {
    const anyMark = fc
      .record({ start: fc.nat(30), length: fc.nat(12), pairId: fc.nat(3) })
      .map(({ start, length, pairId }) => mark(start, start + length, pairId));
    fc.assert(
      fc.property(fc.string({ maxLength: 25 }), fc.array(anyMark, { maxLength: 8 }), (text, marks) => {
        const runs = segmentCaption(text, marks, 1);
        expect(runs.map((run) => run.text).join('')).toBe(text);
        for (const run of runs) {
          for (let at = run.start; at < run.end; at += 1) {
            const expected = marks.filter(({ start, end }) => start <= at && at < end).length;
            expect(run.marks.length).toBe(expected);
          }
        }
      }),
    );
  });
});
