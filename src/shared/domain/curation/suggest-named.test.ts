import { describe, expect, it } from 'vitest';
import type { Modality } from '../anatomy/classes.ts';
import { suggestNamed } from './suggest-named.ts';

const patient = (name: string, boxes: number, modalities: readonly Modality[] = ['CT'], isFixed = false) => ({
  patient: name,
  boxes,
  modalities,
  isFixed,
});

describe('whom to name for gold and validation', () => {
  it('are those with the fewest boxes that are enough', () =>
    expect(suggestNamed([patient('A', 60), patient('B', 7), patient('C', 9), patient('D', 3)], 5)).toEqual({
      gold: ['B'],
      val: ['C'],
    }));

  it('is for gold somebody who has every modality, however many boxes that costs', () =>
    expect(
      suggestNamed([patient('A', 60, ['CT', 'MR']), patient('B', 7), patient('C', 50, ['CT', 'MR'])], 5),
    ).toEqual({ gold: ['C'], val: ['B'] }));

  it('is nobody where nobody would be left to train on, or where all have their splits', () => {
    const nobody = { gold: [], val: [] };
    expect(suggestNamed([patient('A', 60), patient('B', 70)], 5)).toEqual(nobody);
    const fixed = ['A', 'B', 'C', 'D'].map((name) => patient(name, 9, ['CT'], true));
    expect(suggestNamed(fixed, 5)).toEqual(nobody);
  });
});
