import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractSlice, planSlice } from '../../shared/domain/volume/slice.ts';
import { encodeNifti } from './nifti-encode.ts';
import { readNiftiHeader } from './nifti-file.ts';
import { readLabelSlices } from './nifti-label-slices.ts';
import { readNiftiVolume as readWithNotes } from './nifti-volume.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'nifti-'));
});
afterAll(() => rm(dir, { recursive: true }));

async function file(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(dir, name);
  await writeFile(path, bytes);
  return path;
}

const readNiftiVolume = async (path: string) => (await readWithNotes(path)).volume;

const dims = [4, 3, 2] as const;
const voxels = Int16Array.from({ length: 24 }, (_, i) => i * 7 - 50);
const ras = [1, 0, 0, 5, 0, 2, 0, 6, 0, 0, 3, 7, 0, 0, 0, 1];
const lps = [-1, 0, 0, 5, 0, -2, 0, 6, 0, 0, 3, 7, 0, 0, 0, 1];

describe('readNiftiVolume', () => {
  it('reads an LPS array as it is', async () => {
    const path = await file('lps.nii', encodeNifti({ dims, affine: lps, dtype: 'int16', data: voxels }));
    const volume = await readNiftiVolume(path);
    expect(volume.dims).toEqual(dims);
    expect(volume.data).toEqual(voxels);
  });

  it('turns a RAS array, gzipped or not, into the same pixels seen from the other corner', async () => {
    const bytes = encodeNifti({ dims, affine: ras, dtype: 'int16', data: voxels });
    const plain = await readNiftiVolume(await file('ras.nii', bytes));
    const packed = await readNiftiVolume(await file('ras.nii.gz', gzipSync(bytes)));
    expect(packed.data).toEqual(plain.data);
    expect([...plain.data.subarray(0, 12)]).toEqual([...voxels.subarray(0, 12)].toReversed());
  });

  it('applies slope and intercept, and needs floats only where values are not whole', async () => {
    const bytes = encodeNifti({ dims, affine: lps, dtype: 'int16', data: voxels });
    bytes.writeFloatLE(0.5, 112);
    bytes.writeFloatLE(-1000, 116);
    const { data } = await readNiftiVolume(await file('scaled.nii', bytes));
    expect(data).toBeInstanceOf(Float32Array);
    expect(data[1]).toBe(-43 * 0.5 - 1000);
  });

  it.each([
    ['formats.truncated', (b: Buffer) => b.subarray(0, 380)],
    ['formats.bad-header', (b: Buffer) => (b.write('xxx', 344, 'latin1'), b)],
    ['formats.bad-dimensions', (b: Buffer) => (b.writeInt16LE(-4, 42), b)],
    ['formats.bad-datatype', (b: Buffer) => (b.writeInt16LE(128, 70), b)],
    ['formats.bad-affine', (b: Buffer) => (b.writeFloatLE(Number.NaN, 280), b)],
    ['formats.bad-affine', (b: Buffer) => (b.fill(0, 280, 296), b)],
  ])('refuses a damaged file with %s', async (code, damage) => {
    const bytes = damage(encodeNifti({ dims, affine: lps, dtype: 'int16', data: voxels }));
    await expect(readNiftiVolume(await file('damaged.nii', bytes))).rejects.toMatchObject({ code });
  });

  it('refuses a damaged gzip stream', async () => {
    const packed = gzipSync(encodeNifti({ dims, affine: lps, dtype: 'int16', data: voxels }));
    packed[20]! ^= 0xff;
    await expect(readNiftiVolume(await file('damaged.nii.gz', packed))).rejects.toMatchObject({
      code: expect.stringMatching(/^formats\.(bad-gzip|truncated|bad-header)$/) as string,
    });
  });
});

describe('readLabelSlices', () => {
  const labels = Uint8Array.from({ length: 24 }, (_, i) => i % 7);

  it.each([
    ['LPS', lps],
    ['RAS', ras],
    ['axes swapped', [0, 0, 3, 5, 1, 0, 0, 6, 0, 2, 0, 7, 0, 0, 0, 1]],
  ])('cuts the same slices while streaming as the whole volume holds (%s)', async (_name, affine) => {
    const path = await file(
      'labels.nii.gz',
      encodeNifti({ dims, affine, dtype: 'uint8', data: labels, gzip: true }),
    );
    const whole = await readNiftiVolume(path);
    for (const axis of [0, 1, 2] as const) {
      const wanted = Array.from({ length: whole.dims[axis] }, (_, index) => ({ axis, index }));
      for (const slice of await readLabelSlices(path, 'CT', wanted)) {
        const plan = planSlice(whole.dims, axis, slice.index);
        const expected = extractSlice(
          Uint8Array.from(whole.data),
          plan,
          new Uint8Array(plan.width * plan.height),
        );
        expect(slice.mask).toEqual(expected);
      }
    }
  });

  it('gives the same labels when planes lie across the chunks of unpacking, and no plane is a whole number of words', async () => {
    const large = [701, 499, 9] as const;
    const data = Uint8Array.from({ length: 701 * 499 * 9 }, (_, i) => Math.floor(i / 97) % 118);
    const bytes = { dims: large, affine: lps, dtype: 'uint8', data } as const;
    const packed = await file('large.nii.gz', encodeNifti({ ...bytes, gzip: true }));
    const plain = await file('large.nii', encodeNifti(bytes));
    const wanted = [
      { axis: 2, index: 0 },
      { axis: 2, index: 3 },
      { axis: 2, index: 8 },
      { axis: 1, index: 250 },
      { axis: 0, index: 700 },
    ] as const;
    const slices = await readLabelSlices(packed, 'CT', wanted);
    expect(slices).toEqual(await readLabelSlices(plain, 'CT', wanted));
    for (const { axis, index, width, height, mask } of slices)
      expect(mask).toEqual(extractSlice(data, planSlice(large, axis, index), new Uint8Array(width * height)));
  });

  it('looks at the checksum at the end of a file, unless somebody has done so before', async () => {
    const packed = encodeNifti({ dims, affine: lps, dtype: 'uint8', data: labels, gzip: true });
    packed[packed.length - 8]! ^= 1;
    const path = await file('checksum.nii.gz', packed);
    const first = [{ axis: 2, index: 0 }] as const;
    await expect(readLabelSlices(path, 'CT', first)).rejects.toMatchObject({ code: 'formats.bad-gzip' });
  });

  it('unpacks no further than it has to where the file is known', async () => {
    const large = [512, 512, 16] as const;
    const data = Uint8Array.from({ length: 512 * 512 * 16 }, (_, i) => (i * 2_654_435_761) >>> 25);
    const packed = encodeNifti({ dims: large, affine: lps, dtype: 'uint8', data, gzip: true });
    packed[packed.length - 8]! ^= 1;
    const path = await file('known.nii.gz', packed);
    const [slice] = await readLabelSlices(path, 'MR', [{ axis: 2, index: 0 }], { isVerified: true });
    expect(slice!.width).toBe(512);
  });

  it('maps MR task ids to the unified schema', async () => {
    const path = await file(
      'mr.nii',
      encodeNifti({ dims, affine: lps, dtype: 'uint8', data: labels.fill(10) }),
    );
    const [slice] = await readLabelSlices(path, 'MR', [{ axis: 2, index: 0 }]);
    expect(new Set(slice!.mask)).toEqual(new Set([118]));
  });

  it('refuses an image that is no label map', async () => {
    const values = Float32Array.from({ length: 24 }, (_, i) => i + 0.5);
    const path = await file('image.nii', encodeNifti({ dims, affine: lps, dtype: 'float32', data: values }));
    await expect(readLabelSlices(path, 'CT', [{ axis: 2, index: 1 }])).rejects.toMatchObject({
      code: 'formats.not-labels',
    });
  });
});

describe('readNiftiHeader', () => {
  it('says where the affine came from', async () => {
    const bytes = encodeNifti({ dims, affine: lps, dtype: 'int16', data: voxels });
    expect((await readNiftiHeader(await file('s.nii', bytes))).affineSource).toBe('sform');
    bytes.writeInt16LE(0, 254);
    expect((await readNiftiHeader(await file('n.nii', bytes))).affineSource).toBe('none');
  });

  it('reads through gzip', async () => {
    const packed = encodeNifti({ dims, affine: lps, dtype: 'int16', data: voxels, gzip: true });
    const path = await file('h.nii.gz', packed);
    expect((await readNiftiHeader(path)).dims).toEqual(dims);
  });
});
