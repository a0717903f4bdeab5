import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type AxisMatch, matchAxes } from '../../src/shared/domain/volume/axis-match.ts';

interface Case {
  /** Row-major 3 x 3, voxel → mm. */
  readonly matrix: readonly number[];
  /** What nibabel says of it, and of matrices that differ from it by rounding. */
  readonly answers: readonly AxisMatch[];
}

const file = join(import.meta.dirname, '..', 'fixtures', 'segmentation', 'orientations.json');
const cases = JSON.parse(readFileSync(file, 'utf8')) as Case[];
const decided = cases.filter(({ answers }) => answers.length === 1);
const undecided = cases.filter(({ answers }) => answers.length > 1);

const found = ({ matrix }: Case): AxisMatch =>
  matchAxes([...matrix.slice(0, 3), 0, ...matrix.slice(3, 6), 0, ...matrix.slice(6), 0, 0, 0, 0, 1]);

describe('array axes on anatomical axes, against nibabel', () => {
  it('are the same for rotations, flips, shear and any other matrix', () => {
    expect(decided.length).toBeGreaterThan(400);
    expect(decided.filter((one) => !same(found(one), one.answers[0]!))).toEqual([]);
  });

  it('are one of its answers at 45 degrees, where rounding decides what it says', () => {
    expect(undecided.length).toBeGreaterThan(20);
    expect(undecided.filter((one) => !one.answers.some((answer) => same(found(one), answer)))).toEqual([]);
  });

  it('do not depend on rounding', () => {
    for (const one of undecided) {
      const noisy = one.matrix.map((value, at) => value * (1 + (at % 2 === 0 ? 4e-16 : -4e-16)));
      expect(found({ ...one, matrix: noisy })).toEqual(found(one));
    }
  });
});

const same = (a: AxisMatch, b: AxisMatch): boolean =>
  a.source.join() === b.source.join() && a.flip.join() === b.flip.join();
