import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDicomSlice } from '../../src/main/formats/dicom-object.ts';
import { type DicomVolume, readDicomVolume } from '../../src/main/formats/dicom-volume.ts';
import type { LpsVolume } from '../../src/main/formats/lps-volume.ts';
import { readNiftiVolume } from '../../src/main/formats/nifti-volume.ts';
import { type Vector3, applyAffine, flipRasLps, spacingOf } from '../../src/shared/domain/volume/affine.ts';
import { type SliceAxis, extractSlice, planSlice } from '../../src/shared/domain/volume/slice.ts';
import { hasSharedData, sharedData } from '../support/shared-data.ts';

/** What dcm2niix made of a series, reoriented to LPS as the published pipeline does. */
interface Converted {
  readonly lps_shape: readonly [number, number, number];
  readonly lps_affine_RAS: readonly (readonly number[])[];
  readonly lps_min: number;
  readonly lps_max: number;
  readonly lps_mean: number;
  readonly lps_sha256_int16le_C: string;
}

interface Manifest {
  readonly lps_shape: readonly number[];
  readonly slices: readonly {
    readonly file: string;
    readonly sop: string;
    readonly slice_axis: SliceAxis;
    readonly slice_idx: number;
    readonly hu_sha256_int16le: string;
  }[];
}

function parsed(...path: string[]): unknown {
  const file = sharedData(...path);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

interface Oracle {
  readonly series?: Record<string, { readonly dcm2niix_outputs: readonly Converted[] }>;
}
const oracle = (parsed('dicom-geometry-oracle.json') as Oracle).series;
const DERIVED = ['ct-axial', 'ct-coronal-acquired', 'ct-oblique-rotated', 'mr-axial'];
const GANTRY = 'ct-head-gantry-dicom';

function read(series: string, order: (files: string[]) => string[] = (files) => files): Promise<DicomVolume> {
  const dir = sharedData(...series.split('/'));
  const files = readdirSync(dir).filter((name) => name.endsWith('.dcm'));
  return readDicomVolume(order(files.map((name) => join(dir, name))));
}

/** Hash of the samples with the third index fastest, as numpy writes an (i, j, k) array. */
function hashInC({ dims: [nx, ny, nz], data }: LpsVolume): string {
  const out = new Int16Array(data.length);
  for (let k = 0, at = 0; k < nz; k += 1)
    for (let j = 0; j < ny; j += 1)
      for (let i = 0; i < nx; i += 1, at += 1) out[(i * ny + j) * nz + k] = data[at]!;
  return createHash('sha256').update(Buffer.from(out.buffer)).digest('hex');
}

const distance = (a: Vector3, b: Vector3): number => Math.hypot(...a.map((mm, axis) => mm - b[axis]!));
const codes = ({ warnings }: DicomVolume): string[] => warnings.map(({ code }) => code);

describe.skipIf(!hasSharedData)('a DICOM series', () => {
  it.each(Object.keys(oracle ?? {}))(
    '%s has the samples, order and sizes that dcm2niix finds',
    async (name) => {
      const { volume } = await read(name);
      const [expected] = oracle![name]!.dcm2niix_outputs as [Converted];
      expect(volume.dims).toEqual(expected.lps_shape);
      expect(volume.data).toBeInstanceOf(Int16Array);
      expect(hashInC(volume)).toBe(expected.lps_sha256_int16le_C);
    },
  );

  // dcm2niix takes the first gap for all: the derived series are even, and there it makes no difference.
  it.each(DERIVED)('%s lies in the patient where dcm2niix puts it', async (name) => {
    const { affineLps, dims } = (await read(`derived-dicom/${name}`)).volume;
    const [converted] = oracle![`derived-dicom/${name}`]!.dcm2niix_outputs as [Converted];
    const expected = flipRasLps(converted.lps_affine_RAS.flat());
    for (const corner of [[0, 0, 0], dims.map((size) => size - 1)] as [number, number, number][])
      expect(distance(applyAffine(affineLps, corner), applyAffine(expected, corner))).toBeLessThan(0.05);
  });

  it.each(['derived-dicom/ct-axial', 'derived-dicom/ct-oblique-rotated', 'mr-brain-dicom'])(
    '%s has each slice where its own header puts it',
    async (name) => {
      const { volume, sopInstanceUids } = await read(name);
      const dir = sharedData(...name.split('/'));
      for (const file of readdirSync(dir).filter((one) => one.endsWith('.dcm'))) {
        const { position, sopInstanceUid } = await readDicomSlice(join(dir, file));
        const k = sopInstanceUids.indexOf(sopInstanceUid);
        // The brain's positions are rounded to a tenth of a millimetre.
        expect(distance(applyAffine(volume.affineLps, [0, 0, k]), position)).toBeLessThan(0.1);
      }
    },
  );

  it.each(DERIVED)('%s shows under each name the slice that was written under it', async (name) => {
    const manifest = parsed('derived-dicom', name, 'manifest.json') as Manifest;
    const { volume, stackAxis, sopInstanceUids } = await read(`derived-dicom/${name}`);
    expect(volume.dims).toEqual(manifest.lps_shape);
    expect(sopInstanceUids).toHaveLength(manifest.slices.length);
    for (const { sop, slice_axis, slice_idx, hu_sha256_int16le } of manifest.slices) {
      expect([stackAxis, sopInstanceUids.indexOf(sop)]).toEqual([slice_axis, slice_idx]);
      const plan = planSlice(volume.dims, slice_axis, slice_idx);
      const pixels = extractSlice(
        Int16Array.from(volume.data),
        plan,
        new Int16Array(plan.width * plan.height),
      );
      expect(createHash('sha256').update(Buffer.from(pixels.buffer)).digest('hex')).toBe(hu_sha256_int16le);
    }
  });

  it.each(DERIVED)('%s is the same volume in whatever order its files are met', async (name) => {
    const forward = await read(`derived-dicom/${name}`, (files) => files.toSorted());
    const backward = await read(`derived-dicom/${name}`, (files) => files.toSorted().toReversed());
    expect(backward.volume).toEqual(forward.volume);
    expect(backward.sopInstanceUids).toEqual(forward.sopInstanceUids);
    expect(codes(forward)).toEqual([]);
  });

  it('with a tilted gantry and uneven gaps says both, and keeps every slice where its header puts it', async () => {
    const head = await read(GANTRY);
    expect(codes(head).toSorted()).toEqual(['formats.gantry-tilt', 'formats.series-gap']);
    const [tilt] = head.warnings.filter(({ code }) => code === 'formats.gantry-tilt');
    expect(tilt!.params['degrees']).toBeCloseTo(18.5, 1);
    const [gap] = head.warnings.filter(({ code }) => code === 'formats.series-gap');
    expect(gap!.params['detail']).toMatch(/^1\.14–7\.38 mm$/);
    const { affineLps, dims } = head.volume;
    expect(spacingOf(affineLps)[0]).toBeCloseTo(0.48828, 4);
    expect(applyAffine(affineLps, [0, 0, 0])[0]).toBeCloseTo(-125, 2);
    // Whatever the tilt, the last slice is the topmost.
    expect(applyAffine(affineLps, [0, 0, dims[2] - 1])[2]).toBeGreaterThan(
      applyAffine(affineLps, [0, 0, 0])[2],
    );
    expect(head.sopInstanceUids).toHaveLength(20);
  });

  it('of an oblique MR with rounded positions is one even volume', async () => {
    const brain = await read('mr-brain-dicom');
    expect(codes(brain)).toEqual([]);
    expect(spacingOf(brain.volume.affineLps)[2]).toBeCloseTo(7, 2);
  });

  it('of three slices lies under its own DICOM segmentation’s frame', async () => {
    const dir = sharedData('seg-dicom');
    const files = readdirSync(dir).filter((name) => name.startsWith('ct3slice'));
    const { volume, failures } = await readDicomVolume(files.map((name) => join(dir, name)));
    expect(volume.dims).toEqual([512, 512, 3]);
    expect(failures).toEqual([]);
  });
});

describe.skipIf(!hasSharedData)('a NIfTI volume stored otherwise', () => {
  it.each([
    ['image', 'ct-abdomen-nifti/example_ct_sm.nii.gz', 'derived-nifti/ctA_img_PIR.nii.gz'],
    ['segmentation', 'ct-abdomen-nifti/example_seg.nii.gz', 'derived-nifti/ctA_seg_PIR.nii.gz'],
  ])('with its axes turned (%s) is the same volume in LPS', async (_what, original, turned) => {
    const [a, b] = await Promise.all(
      [original, turned].map(async (path) => (await readNiftiVolume(sharedData(...path.split('/')))).volume),
    );
    expect(b!.dims).toEqual(a!.dims);
    expect(Buffer.from(b!.data.buffer).equals(Buffer.from(a!.data.buffer))).toBe(true);
    b!.affineLps.forEach((value, at) => expect(Math.abs(value - a!.affineLps[at]!)).toBeLessThan(1e-3));
  });

  it('with its labels as float32 is the same segmentation', async () => {
    const [a, b] = await Promise.all(
      ['ct-abdomen-nifti/example_seg.nii.gz', 'derived-nifti/segA_float32.nii.gz'].map(
        async (path) => (await readNiftiVolume(sharedData(...path.split('/')))).volume,
      ),
    );
    expect(b).toEqual(a);
  });
});
