import { describe, expect, it } from 'vitest';
import { promptBatch } from './prompt-batch.ts';

describe('promptBatch', () => {
  const batch = promptBatch(
    [
      [2, 5, 6, 7],
      [2, 9],
    ],
    { imageTokens: 3, pad: 0 },
  );
  const rowsOf = (values: BigInt64Array): number[][] => {
    const width = values.length / batch.rows;
    return [0, 1].map((row) => [...values.subarray(row * width, (row + 1) * width)].map(Number));
  };
  it('pads on the left, so that all prompts end together', () => {
    expect(rowsOf(batch.textIds)).toEqual([
      [2, 5, 6, 7],
      [0, 0, 2, 9],
    ]);
    expect(batch.starts).toEqual([0, 2]);
  });
  it('hides the padding and counts positions from 1 behind it', () => {
    expect(rowsOf(batch.attentionMask)).toEqual([
      [1, 1, 1, 1, 1, 1, 1],
      [0, 0, 1, 1, 1, 1, 1],
    ]);
    expect(rowsOf(batch.positionIds)).toEqual([
      [1, 2, 3, 4, 5, 6, 7],
      [1, 1, 1, 2, 3, 4, 5],
    ]);
  });
});
