import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  DATATYPES,
  type Datatype,
  type SimpleVolume,
  type Storage,
  storeNifti,
} from '../support/stored-nifti.ts';
import { applyAffine } from '../../src/shared/domain/volume/affine.ts';
import { readLabelSlices } from '../../src/main/formats/nifti-label-slices.ts';
import { readNiftiVolume } from '../../src/main/formats/nifti-volume.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'orientations-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const AXES = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;
const volume: SimpleVolume = {
  dims: [4, 3, 5],
  spacingMm: [0.75, 1.5, 3],
  originMm: [-20, 35, 120],
  stored: Array.from({ length: 60 }, (_, i) => (i * 37) % 101),
};
const plain: Storage = {
  axes: [0, 1, 2],
  flips: [false, false, false],
  datatype: 'int16',
  littleEndian: true,
  version: 1,
  affineIn: 'sform',
  scaling: [1, 0],
  gzip: false,
};

async function stored(storage: Partial<Storage>): Promise<string> {
  const file = join(dir, storage.gzip ? 'v.nii.gz' : 'v.nii');
  await writeFile(file, storeNifti(volume, { ...plain, ...storage }));
  return file;
}

async function expectSameVolume(file: string, [slope, intercept]: readonly [number, number]): Promise<void> {
  const { volume: read, warnings } = await readNiftiVolume(file);
  expect(warnings).toEqual([]);
  expect(read.dims).toEqual(volume.dims);
  expect([...read.data]).toEqual(volume.stored.map((value) => value * slope + intercept));
  expect(applyAffine(read.affineLps, [0, 0, 0]).map(rounded)).toEqual(volume.originMm);
  const far = volume.dims.map((size, axis) => volume.originMm[axis]! + (size - 1) * volume.spacingMm[axis]!);
  const corner = volume.dims.map((size) => size - 1) as [number, number, number];
  expect(applyAffine(read.affineLps, corner).map(rounded)).toEqual(far);
}

const rounded = (mm: number): number => Math.round(mm * 1e4) / 1e4;

describe('a NIfTI volume', () => {
  const orientations = AXES.flatMap((axes) =>
    Array.from({ length: 8 }, (_, bits) => ({
      axes,
      flips: [bits % 2 === 1, (bits >> 1) % 2 === 1, bits >> 2 === 1] as const,
    })),
  );

  it.each(orientations)(
    'stored along axes $axes, flipped $flips, is the same in LPS',
    async (orientation) => {
      for (const affineIn of ['sform', 'qform'] as const)
        await expectSameVolume(await stored({ ...orientation, affineIn }), [1, 0]);
    },
  );

  it.each(Object.keys(DATATYPES) as Datatype[])('stored as %s is the same', async (datatype) => {
    for (const littleEndian of [true, false])
      for (const version of [1, 2] as const) {
        await expectSameVolume(await stored({ datatype, littleEndian, version }), [1, 0]);
        await expectSameVolume(
          await stored({ datatype, littleEndian, version, scaling: [0.5, -1000] }),
          [0.5, -1000],
        );
      }
  });

  it('is the same however all of this is combined', async () => {
    const storage = fc.record({
      axes: fc.constantFrom(...AXES),
      flips: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
      datatype: fc.constantFrom(...(Object.keys(DATATYPES) as Datatype[])),
      littleEndian: fc.boolean(),
      version: fc.constantFrom(1 as const, 2 as const),
      affineIn: fc.constantFrom('sform' as const, 'qform' as const),
      // Powers of two, so that single precision holds the results exactly.
      scaling: fc.constantFrom([1, 0] as const, [2, -1024] as const, [0.25, 3.5] as const, [-1, 7] as const),
      gzip: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(storage, async (one) => expectSameVolume(await stored(one), one.scaling)),
      { numRuns: 200 },
    );
  });

  it('is a label map with the same slices, whatever its orientation and type', async () => {
    const expected = await readLabelSlices(await stored({ datatype: 'uint8' }), 'CT', [
      { axis: 1, index: 2 },
    ]);
    for (const orientation of orientations)
      for (const datatype of ['uint16', 'float32', 'int64'] as const)
        expect(
          await readLabelSlices(await stored({ ...orientation, datatype, scaling: [1, 0] }), 'CT', [
            { axis: 1, index: 2 },
          ]),
        ).toEqual(expected);
  });
});
