import { describe, expect, it } from 'vitest';
import { classId } from '../../../shared/domain/anatomy/classes.ts';
import { omissionGroups } from './omission-groups.ts';

const omission = (id: number, reason: 'mentioned-not-segmented' | 'segmented-not-mentioned') => ({
  classId: classId(id),
  reason,
});
const nameOf = (id: number): string => `rib ${id}`;

describe('what a slice has on one side only', () => {
  it('is told words first, regions after, each in the order of its names', () => {
    const groups = omissionGroups(
      [
        omission(10, 'segmented-not-mentioned'),
        omission(5, 'mentioned-not-segmented'),
        omission(9, 'segmented-not-mentioned'),
      ],
      nameOf,
    );
    expect(groups.map(({ side, omissions }) => [side, ...omissions.map(({ name }) => name)])).toEqual([
      ['mentioned', 'rib 5'],
      ['segmented', 'rib 9', 'rib 10'],
    ]);
  });

  it('leaves out a side with nothing to tell', () => {
    expect(omissionGroups([omission(1, 'segmented-not-mentioned')], nameOf)).toHaveLength(1);
    expect(omissionGroups([], nameOf)).toEqual([]);
  });
});
