import { describe, expect, it } from 'vitest';
import { suggestNamed } from './suggest-named.ts';

const patient = (name: string, boxes: number, isFixed = false) => ({ patient: name, boxes, isFixed });

describe('whom to name for gold and validation', () => {
  it('are the two with the fewest boxes that are enough, and gold has more of them', () =>
    expect(suggestNamed([patient('A', 60), patient('B', 7), patient('C', 9), patient('D', 3)], 5)).toEqual({
      val: ['B'],
      gold: ['C'],
    }));

  it('is nobody where nobody would be left to train on, or where all have their splits', () => {
    const nobody = { gold: [], val: [] };
    expect(suggestNamed([patient('A', 60), patient('B', 70)], 5)).toEqual(nobody);
    expect(
      suggestNamed(
        ['A', 'B', 'C', 'D'].map((name) => patient(name, 9, true)),
        5,
      ),
    ).toEqual(nobody);
  });
});
