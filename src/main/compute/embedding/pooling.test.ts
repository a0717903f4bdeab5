import { describe, expect, it } from 'vitest';
import { pooled, unit } from './pooling.ts';

/** Three tokens of two numbers. */
const rows = { data: Float32Array.of(1, 10, 2, 20, 6, -60), tokens: 3, width: 2 };

describe('vectors of tokens', () => {
  it('become their mean', () => {
    expect([...pooled(rows, 'mean')]).toEqual([3, -10]);
  });
  it('become the first one', () => {
    expect([...pooled(rows, 'cls')]).toEqual([1, 10]);
  });
  it('become the last one', () => {
    expect([...pooled(rows, 'last')]).toEqual([6, -60]);
  });
});

describe('a vector', () => {
  it('is brought to length 1', () => {
    expect([...unit(Float32Array.of(3, -4))]).toEqual([...Float32Array.of(0.6, -0.8)]);
  });
  it('stays 0 where it is', () => {
    expect([...unit(Float32Array.of(0, 0))]).toEqual([0, 0]);
  });
});
