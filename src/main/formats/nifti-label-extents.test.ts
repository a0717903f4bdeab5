import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeNifti } from './nifti-encode.ts';
import { readLabelExtents } from './nifti-label-extents.ts';
import { readLabelSlices } from './nifti-label-slices.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'extents-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const DIMS = [5, 6, 7] as const;
/** Axis permutations and flips as scanners and tools leave them. */
const AFFINES = [
  [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
  [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
  [0, 0, 1, 0, -1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 0, 1],
];

describe('label extents', () => {
  it('name exactly the slices that show the class, on every axis and in every orientation', async () => {
    const labels = fc.array(fc.constantFrom(0, 0, 0, 0, 1, 5, 119), { minLength: 210, maxLength: 210 });
    let n = 0;
    const cases = fc.asyncProperty(labels, fc.constantFrom(...AFFINES), async (values, affine) => {
      const file = join(dir, `${(n += 1)}.nii.gz`);
      const data = Uint8Array.from(values);
      await writeFile(file, encodeNifti({ dims: DIMS, affine, dtype: 'uint8', data, gzip: true }));
      const extents = await readLabelExtents(file, 'CT');
      for (const axis of [0, 1, 2] as const) {
        const count = countAlong(affine, axis);
        const wanted = Array.from({ length: count }, (_, index) => ({ axis, index }));
        const slices = await readLabelSlices(file, 'CT', wanted);
        const shown = (id: number): number[] =>
          slices.filter(({ mask }) => mask.includes(id)).map(({ index }) => index);
        for (const { classId, axes } of extents)
          expect(axes[axis]).toEqual([shown(classId)[0], shown(classId).at(-1)]);
        expect(extents.map(({ classId }) => classId)).toEqual(
          [1, 5, 119].filter((id) => shown(id).length > 0),
        );
      }
    });
    await fc.assert(cases, { numRuns: 25 });
  });

  it('are refused for a file that ends too early', async () => {
    const file = join(dir, 'short.nii');
    const data = new Uint8Array(210);
    const whole = encodeNifti({ dims: DIMS, affine: AFFINES[0]!, dtype: 'uint8', data });
    await writeFile(file, whole.subarray(0, whole.length - 31));
    await expect(readLabelExtents(file, 'CT')).rejects.toMatchObject({ code: 'formats.truncated' });
  });

  it('are none for an empty segmentation', async () => {
    const file = join(dir, 'empty.nii');
    const data = new Uint8Array(210);
    await writeFile(file, encodeNifti({ dims: DIMS, affine: AFFINES[0]!, dtype: 'uint8', data }));
    expect(await readLabelExtents(file, 'CT')).toEqual([]);
  });
});

/** Slices along an LPS axis: the stored axis that runs along it. */
function countAlong(affine: readonly number[], axis: number): number {
  const stored = [0, 1, 2].find((column) => affine[axis * 4 + column] !== 0)!;
  return DIMS[stored]!;
}
