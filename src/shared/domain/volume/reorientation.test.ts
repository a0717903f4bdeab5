import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyAffine, flipRasLps } from './affine.ts';
import { isIdentity, planLpsReorientation, storedSteps, toStoredOrder } from './reorientation.ts';

const permutations = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

/** A RAS affine whose array axes run along the anatomical axes in the given order and direction. */
function affineOf(order: readonly number[], signs: readonly number[], spacing: readonly number[]): number[] {
  const affine = [0, 0, 0, 11, 0, 0, 0, -7, 0, 0, 0, 3, 0, 0, 0, 1];
  order.forEach((row, column) => (affine[row * 4 + column] = signs[column]! * spacing[column]!));
  return affine;
}

describe('planLpsReorientation', () => {
  it('leaves an LPS array alone', () => {
    const plan = planLpsReorientation(affineOf([0, 1, 2], [-1, -1, 1], [1, 2, 3]), [4, 5, 6]);
    expect(isIdentity(plan)).toBe(true);
  });

  it('turns a RAS array by flipping its first two axes', () => {
    const plan = planLpsReorientation(affineOf([0, 1, 2], [1, 1, 1], [1, 2, 3]), [4, 5, 6]);
    expect(plan).toMatchObject({ source: [0, 1, 2], flip: [true, true, false], dims: [4, 5, 6] });
  });

  it('keeps every voxel where it lies in the patient, in all 48 orientations', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...permutations),
        fc.tuple(fc.constantFrom(-1, 1), fc.constantFrom(-1, 1), fc.constantFrom(-1, 1)),
        fc.tuple(fc.nat(3), fc.nat(4), fc.nat(5)),
        (order, signs, [i, j, k]) => {
          const stored = [6, 6, 6] as const;
          const affine = affineOf(order, signs, [1.5, 2, 0.7]);
          const plan = planLpsReorientation(affine, stored);
          const { steps, start } = storedSteps(plan);
          const offset = start + i * steps[0] + j * steps[1] + k * steps[2];
          const storedIndex = [offset % 6, Math.floor(offset / 6) % 6, Math.floor(offset / 36)] as const;
          const direct = applyAffine(flipRasLps(affine), storedIndex);
          const reoriented = applyAffine(plan.affineLps, [i, j, k]);
          direct.forEach((value, axis) => expect(reoriented[axis]).toBeCloseTo(value, 9));
          // LPS: each step along an output axis goes towards left, posterior, head.
          expect(plan.affineLps[0]).toBeGreaterThan(0);
          expect(plan.affineLps[5]).toBeGreaterThan(0);
          expect(plan.affineLps[10]).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('toStoredOrder', () => {
  it('puts every voxel of an LPS array back where the file had it', () => {
    const dims = [2, 3, 4] as const;
    const stored = Uint8Array.from({ length: 24 }, (_, i) => i);
    for (const order of permutations) {
      const plan = planLpsReorientation(affineOf(order, [1, -1, -1], [1, 1, 1]), dims);
      const { steps, start } = storedSteps(plan);
      const lps = new Uint8Array(24);
      let at = 0;
      for (let k = 0; k < plan.dims[2]; k += 1)
        for (let j = 0; j < plan.dims[1]; j += 1)
          for (let i = 0; i < plan.dims[0]; i += 1)
            lps[at++] = stored[start + i * steps[0] + j * steps[1] + k * steps[2]]!;
      expect(toStoredOrder(plan, lps)).toEqual(stored);
    }
  });
});
