import { describe, expect, it } from 'vitest';
import {
  CLASS_COUNT,
  classId,
  classNameOf,
  counterpartOf,
  idOf,
  isPossibleOn,
  labelOf,
  sideOf,
} from './classes.ts';

const all = Array.from({ length: CLASS_COUNT }, (_, i) => classId(i + 1));

describe('the class schema', () => {
  it('has the published ids', () => {
    expect(CLASS_COUNT).toBe(121);
    const named = {
      spleen: 1,
      vertebrae_S1: 26,
      vertebrae_L5: 27,
      vertebrae_T12: 32,
      vertebrae_C1: 50,
      heart: 51,
      brain: 90,
      rib_left_1: 92,
      rib_right_12: 115,
      lung_left: 118,
      vertebrae: 121,
    } as const;
    for (const [name, id] of Object.entries(named)) expect(idOf(name as keyof typeof named)).toBe(id);
  });

  it('pairs every sided class with its counterpart, and only those', () => {
    for (const id of all) {
      const other = counterpartOf(id);
      if (!sideOf(id)) expect(other).toBeUndefined();
      else if (other) expect(counterpartOf(other)).toBe(id);
    }
    expect(counterpartOf(idOf('rib_left_7'))).toBe(idOf('rib_right_7'));
    expect(counterpartOf(idOf('atrial_appendage_left'))).toBeUndefined();
  });

  it('has one label per class and language', () => {
    for (const language of ['de', 'en'] as const)
      expect(new Set(all.map((id) => labelOf(id, language))).size).toBe(121);
    expect(labelOf(idOf('rib_right_4'), 'de')).toBe('4. Rippe rechts');
  });

  it('knows which task can produce which class', () => {
    expect(isPossibleOn(idOf('lung_left'), 'CT')).toBe(false);
    expect(isPossibleOn(idOf('lung_left'), 'MR')).toBe(true);
    expect(isPossibleOn(idOf('rib_left_1'), 'MR')).toBe(false);
    expect(all.filter((id) => isPossibleOn(id, 'MR')).map(classNameOf)).toHaveLength(50);
  });
});
