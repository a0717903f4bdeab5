import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classId } from '../anatomy/classes.ts';
import type { Box } from '../grounding/box.ts';
import { type GroundedMention, groundingIou, matchMentions } from './match-mentions.ts';
import { METRICS } from './metric.ts';

const equalText = (a: string, b: string): number => Number(a === b);
const mention = (text: string, box: Box, id = 5): GroundedMention => ({ text, box, classId: classId(id) });
const score = (truths: GroundedMention[], predictions: GroundedMention[]): number | null =>
  groundingIou(matchMentions(truths, predictions, equalText));

const someBox = fc
  .tuple(fc.nat(50), fc.nat(50), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }))
  .map(([x, y, w, h]): Box => [x, y, x + w, y + h]);
const someMentions = fc
  .array(fc.tuple(fc.constantFrom('liver', 'spleen', 'kidney'), someBox), { maxLength: 6 })
  .map((list) => list.map(([text, box]) => mention(text, box)));

describe('G-IoU', () => {
  it('is similarity times IoU of the matches by the larger number of mentions', () => {
    const truths = [mention('liver', [0, 0, 10, 10]), mention('spleen', [20, 0, 30, 10], 1)];
    // Half of the liver's box; a kidney nobody asked for, whose text has nothing in common with "spleen".
    const predictions = [
      mention('kidney', [20, 0, 30, 10], 3),
      mention('liver', [0, 0, 10, 5]),
      mention('aorta', [0, 0, 1, 1], 52),
    ];
    expect(score(truths, predictions)).toBeCloseTo(0.5 / 3, 12);
  });

  it('pairs each box with its own mention in whatever order they come', () => {
    const truths = [mention('liver', [0, 0, 10, 10]), mention('spleen', [20, 0, 30, 10], 1)];
    expect(score(truths, truths.toReversed())).toBe(1);
  });

  it('gives two mentions of the same words to the boxes that they fit', () => {
    const truths = [mention('kidney', [0, 0, 10, 10], 2), mention('kidney', [20, 0, 30, 10], 3)];
    expect(score(truths, truths.toReversed())).toBe(1);
  });

  it('leaves a sample without true mentions out, and gives nothing for silence', () => {
    expect(score([], [mention('liver', [0, 0, 1, 1])])).toBeNull();
    expect(score([mention('liver', [0, 0, 1, 1])], [])).toBe(0);
  });

  it('lies between 0 and 1, is 1 only for the same, and does not hang on the order', () => {
    fc.assert(
      fc.property(someMentions, someMentions, fc.nat(), (truths, predictions, turn) => {
        const value = score(truths, predictions);
        expect(value === null).toBe(truths.length === 0);
        fc.pre(value !== null);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        const at = predictions.length > 0 ? turn % predictions.length : 0;
        const turned = [...predictions.slice(at), ...predictions.slice(0, at)];
        // Ties in similarity, class and overlap all at once are ties in score as well, but for the mentions that remain.
        const apart = new Set(truths.map(({ text }) => text)).size === truths.length;
        if (apart) expect(score(truths, turned)).toBeCloseTo(value, 12);
        expect(score(truths, truths)).toBe(1);
      }),
    );
  });
});

describe('figures of mentions', () => {
  const truths = [mention('liver', [0, 0, 10, 10]), mention('spleen', [20, 0, 30, 10], 1)];
  const predictions = [mention('liver', [0, 0, 10, 4])];
  const sample = {
    truths,
    predictions,
    outcomes: matchMentions(truths, predictions, equalText),
    answer: null,
  };
  const figure = (name: keyof typeof METRICS): number => {
    const { numerator, denominator } = METRICS[name](sample);
    return numerator / denominator;
  };

  it('count matches over mentions', () => {
    expect(figure('precision')).toBe(1);
    expect(figure('recall')).toBe(0.5);
    expect(figure('f1')).toBeCloseTo(2 / 3, 12);
    expect(figure('meanSimilarity')).toBe(1);
  });

  it('count hits only from half an overlap on', () => {
    expect(figure('meanIou')).toBeCloseTo(0.4, 12);
    expect(figure('f1At05')).toBe(0);
  });
});
