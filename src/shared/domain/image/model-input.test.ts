import { describe, expect, it } from 'vitest';
import { MODEL_EDGE, modelInput, modelMask } from './model-input.ts';

const flat = (value: number) => ({ samples: new Int16Array(16).fill(value), width: 4, height: 4 });
const plane = MODEL_EDGE * MODEL_EDGE;

describe('modelInput', () => {
  it('shows CT through three windows, one a channel', () => {
    const input = modelInput({ ...flat(40), modality: 'CT' });
    // (40 - -1225) / 2250, and the middle of the two windows around 40 HU.
    expect(input[0]).toBeCloseTo((2 * 1265) / 2250 - 1, 6);
    expect(input[plane]).toBeCloseTo(0, 6);
    expect(input[2 * plane]).toBeCloseTo(0, 6);
  });
  it('cuts CT off at -1000 HU before the lung window could show more', () =>
    expect(modelInput({ ...flat(-3000), modality: 'CT' })[0]).toBeCloseTo(-0.8, 6));
  it('spreads MR between its smallest and largest value, the same in all channels', () => {
    const samples = Int16Array.from({ length: 16 }, (_, i) => i * 10);
    const input = modelInput({ samples, width: 4, height: 4, modality: 'MR' });
    expect(input[0]).toBeCloseTo(-1, 5);
    expect(input[plane - 1]).toBeCloseTo(1, 5);
    expect(input.subarray(0, plane)).toEqual(input.subarray(2 * plane));
  });
  it('makes no number out of nothing: a flat slice stays finite', () =>
    expect(modelInput({ ...flat(7), modality: 'MR' }).every(Number.isFinite)).toBe(true));
});

describe('modelMask', () => {
  it('repeats pixels and invents no class between two', () => {
    const mask = modelMask([1, 9, 9, 1], { width: 2, height: 2 });
    expect(new Set(mask)).toEqual(new Set([1, 9]));
    expect([mask[111], mask[112]]).toEqual([1, 9]);
  });
});
