import { describe, expect, it } from 'vitest';
import { idOf } from '../anatomy/classes.ts';
import { parseMarkup, withoutTags } from './markup.ts';
import { boxOfClass, disagreement, suggestedBoxes } from './suggestion.ts';

const liver = idOf('liver');
const marked = withoutTags(
  parseMarkup('<p bbox=<loc0000><loc0128><loc0256><loc0512> id=<seg005>>Leber</p> und mehr'),
);
const size = { width: 100, height: 200 };

describe('suggestedBoxes', () => {
  it('are pixels of the slice', () =>
    expect(suggestedBoxes(marked, { boxOrder: 'xyxy', bins: 512 }, size)).toEqual([
      { classId: liver, box: [0, 50, 50, 200], start: 0, end: 5, confidence: 1 },
    ]));
  it('follow the order and the bins of the pack', () =>
    expect(suggestedBoxes(marked, { boxOrder: 'yxyx', bins: 1024 }, size)[0]?.box).toEqual([
      12.5, 0, 50, 50,
    ]));
  it('leave out what is no class of the schema', () =>
    expect(
      suggestedBoxes(
        withoutTags(parseMarkup('<p bbox=<loc0000><loc0000><loc0001><loc0001> id=<seg127>>x</p>')),
        { boxOrder: 'xyxy', bins: 512 },
        size,
      ),
    ).toEqual([]));
});

const suggested = (box: readonly [number, number, number, number], confidence = 1) => ({
  classId: liver,
  box,
  confidence,
  start: 0,
  end: 5,
});

describe('boxOfClass', () => {
  it('covers all of the class, as the automatic box does', () =>
    expect(boxOfClass([suggested([0, 0, 4, 4], 0.5), suggested([8, 2, 9, 9], 0.9)], liver)).toEqual({
      box: [0, 0, 9, 9],
      confidence: 0.9,
    }));
});

describe('disagreement', () => {
  const pair = { classId: liver, box: [0, 0, 10, 10] as const };
  it('is silent where the boxes overlap well, and where the class is not named', () => {
    expect(disagreement(pair, [suggested([0, 0, 10, 8])])).toBeUndefined();
    expect(disagreement(pair, [])).toBeUndefined();
    expect(disagreement({ ...pair, classId: idOf('spleen') }, [suggested([50, 50, 60, 60])])).toBeUndefined();
  });
  it('weighs more the less they overlap and the surer the model is', () => {
    const [little, none, unsure] = [
      disagreement(pair, [suggested([0, 0, 10, 4])]),
      disagreement(pair, [suggested([20, 0, 30, 10])]),
      disagreement(pair, [suggested([20, 0, 30, 10], 0.2)]),
    ];
    expect(little).toMatchObject({ code: 'models-disagree', params: { classId: liver, percent: 40 } });
    expect(none?.params).toEqual({ classId: liver, percent: 0 });
    expect(none!.weight).toBeGreaterThan(little!.weight);
    expect(none!.weight).toBeGreaterThan(unsure!.weight);
    expect(none!.weight).toBeLessThan(1);
  });
});
