import { describe, expect, it } from 'vitest';
import {
  atLeastNothing,
  comparedTexts,
  recorded,
  similarityFrom,
  similarityOfVectors,
} from './similarity-table.ts';

describe('a recorded similarity', () => {
  it('asks once for each pair and gives the same again from its table', () => {
    const asked: string[] = [];
    const { similarity, table } = recorded((truth, predicted) => asked.push(`${truth}|${predicted}`) / 10);
    expect([similarity('a', 'b'), similarity('b', 'a'), similarity('a', 'b')]).toEqual([0.1, 0.2, 0.1]);
    expect(asked).toEqual(['a|b', 'b|a']);
    expect(table()).toEqual({
      texts: ['a', 'b'],
      pairs: [
        [0, 1, 0.1],
        [1, 0, 0.2],
      ],
    });
    const again = similarityFrom(JSON.parse(JSON.stringify(table())) as ReturnType<typeof table>);
    expect([again('a', 'b'), again('b', 'a')]).toEqual([0.1, 0.2]);
    expect(() => again('a', 'a')).toThrow(RangeError);
    expect(() => again('a', 'c')).toThrow(RangeError);
  });
});

describe('texts that are compared', () => {
  it('are heard, each once', () => {
    expect(
      comparedTexts((similarity) => {
        similarity('liver', 'Leber');
        similarity('liver', 'spleen');
      }),
    ).toEqual(['liver', 'Leber', 'spleen']);
  });
});

describe('similarity of vectors', () => {
  const vectors = new Map([
    ['x', Float32Array.of(1, 0)],
    ['y', Float32Array.of(0.1, 0.3)],
    ['back', Float32Array.of(-2, 0)],
    ['nothing', Float32Array.of(0, 0)],
  ]);
  const similarity = similarityOfVectors(vectors);

  it('is the cosine to six decimals', () => {
    expect(similarity('x', 'y')).toBe(0.316228);
    expect(similarity('y', 'y')).toBe(1);
    expect(similarity('x', 'back')).toBe(-1);
    expect(atLeastNothing(similarity)('x', 'back')).toBe(0);
    expect(similarity('x', 'nothing')).toBe(0);
  });

  it('is not made up for a text without a vector', () => {
    expect(() => similarity('x', 'z')).toThrow(RangeError);
  });
});
