import { describe, expect, it } from 'vitest';
import { INITIAL_EXPORT, isComplete, percentSum } from './export-settings.ts';

describe('export settings', () => {
  it('are complete as they come', () => {
    expect(isComplete(INITIAL_EXPORT)).toBe(true);
  });

  it('add up shares that binary fractions cannot hold', () => {
    expect(percentSum({ ...INITIAL_EXPORT, split: { train: 0.7, val: 0.2, test: 0.1 } })).toBe(100);
    expect(percentSum({ ...INITIAL_EXPORT, split: { train: 0.333, val: 0.333, test: 0.333 } })).toBe(99.9);
  });

  it('are incomplete without a state, without a language, or with shares that miss 100 %', () => {
    expect(isComplete({ ...INITIAL_EXPORT, include: [] })).toBe(false);
    expect(isComplete({ ...INITIAL_EXPORT, languages: [] })).toBe(false);
    expect(isComplete({ ...INITIAL_EXPORT, split: { train: 0.8, val: 0.1, test: 0 } })).toBe(false);
  });
});
