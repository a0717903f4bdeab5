import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noPaths } from '../support/no-paths.ts';
import { createBatch } from '../../src/main/app/batch.ts';
import { newId, nodeChildHost, systemClock } from '../../src/main/ports/node.ts';
import type { ReadingService } from '../../src/main/services/reading/index.ts';
import { createReadingService } from '../../src/main/services/reading/index.ts';
import { childPids, peakMemory } from '../support/children.ts';
import { countingChildHost, ending, flawsOf } from '../support/reading.ts';
import { hasSharedData, sharedData } from '../support/shared-data.ts';

interface Hostile {
  readonly expect: 'reject' | 'warn' | 'either' | 'accept';
  readonly what: string;
}

const folder = hasSharedData ? realpathSync(sharedData('malformed')) : '';
const manifest = (
  existsSync(join(folder, 'manifest.json'))
    ? JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
    : {}
) as Record<string, Hostile>;
const singles = Object.entries(manifest).filter(([name]) => !name.includes('/'));
const series = [
  ...new Map(
    Object.entries(manifest).flatMap(([name, hostile]) =>
      name.includes('/') ? [[name.split('/')[0]!, hostile] as const] : [],
    ),
  ),
];

/** Files whose fault lies in not fitting another file; they are looked at beside it, further down. */
const MISFITS = ['nii_shape_mismatch.nii.gz', 'nii_affine_mismatch.nii.gz'];
/** A TIFF header is the one use of the preamble that the standard names, and scanners' files have it: nothing to report. */
const LEGITIMATE = ['dcm_polyglot_tiff.dcm'];

const SECONDS_PER_FILE = 5;
const READER_BYTES = 2 * 1024 ** 3;

describe.skipIf(!hasSharedData)('a malformed file', () => {
  let dir: string;
  const host = countingChildHost();
  let reading: ReadingService;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'malformed-'));
    reading = createReadingService(host);
  });
  afterAll(async () => {
    reading.close();
    await rm(dir, { recursive: true, force: true });
  });

  /** Everything the application asks about a file, to its end or to the first refusal. */
  async function readWholly(files: readonly string[]): Promise<string[]> {
    const [file] = files as [string];
    const notes: string[] = [];
    const isNifti = file.endsWith('.nii.gz');
    for (const one of files) {
      const facts = await reading.ask<'inspect'>({ type: 'inspect', file: one });
      if (facts.kind === 'nifti' && !facts.hasOrientation) notes.push('intake.no-orientation');
    }
    const source = isNifti ? { kind: 'nifti' as const, file } : { kind: 'dicom' as const, files: [...files] };
    const volume = await reading.ask<'read-volume'>({
      type: 'read-volume',
      source,
      outFile: join(dir, 'volume.raw'),
    });
    notes.push(...[...volume.warnings, ...volume.failures].map(({ code }) => code));
    if (isNifti) {
      const slices = Array.from({ length: volume.dims[2] }, (_, index) => ({ axis: 2 as const, index }));
      await reading.ask<'read-labels'>({ type: 'read-labels', file, modality: 'CT', slices });
    }
    return notes;
  }

  async function expectEnding(files: readonly string[], wanted: Hostile['expect']): Promise<void> {
    const started = performance.now();
    const { value: notes, error } = await ending(readWholly(files));
    expect(performance.now() - started).toBeLessThan(SECONDS_PER_FILE * 1000);
    if (error) {
      expect(files).toContain(error.params['file']);
      expect(flawsOf(error.code, error.params)).toEqual([]);
      expect(error.code).not.toMatch(/^formats\.reader-/);
    }
    if (wanted === 'reject') expect(error?.code).toMatch(/^formats\./);
    if (wanted === 'accept') expect({ notes, error }).toEqual({ notes: [], error: undefined });
    if (wanted === 'warn') expect({ many: (notes ?? []).length > 0, error }).toEqual({ many: true });
  }

  it.each(singles.filter(([name]) => !MISFITS.includes(name)))('%s ends as it should', async (name, file) => {
    await expectEnding([join(folder, name)], LEGITIMATE.includes(name) ? 'accept' : file.expect);
  });

  it.each(series)('the series %s ends as it should', async (name, { expect: wanted }) => {
    await expectEnding(
      readdirSync(join(folder, name)).map((file) => join(folder, name, file)),
      wanted,
    );
  });

  it('never becomes another class than the one it says', async () => {
    const slices = Array.from({ length: 30 }, (_, index) => ({ axis: 2 as const, index }));
    const masks = async (name: string): Promise<Uint8Array> => {
      const request = { type: 'read-labels', file: join(folder, name), modality: 'CT', slices } as const;
      const facts = await reading.ask<'read-labels'>(request);
      return Buffer.concat(facts.slices.map(({ mask }) => mask));
    };
    // The same segmentation with one label made 300, which is 44 in a byte: it may vanish, it may not become C7.
    const [clean, hostile] = [
      await masks('nii_4d_singleton.nii.gz'),
      await masks('nii_label_300_uint16.nii.gz'),
    ];
    const changed = new Set([...hostile].filter((id, at) => id !== clean[at]));
    expect([...changed]).toEqual([0]);
  });

  it('neither ends the reader nor makes it large', () => {
    expect(host.spawned).toBe(1);
    for (const pid of childPids('reader')) expect(peakMemory(pid)).toBeLessThan(READER_BYTES);
  });
});

describe.skipIf(!hasSharedData)('a folder of malformed files', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'malformed-import-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const batch = createBatch({ clock: systemClock, log, newId, children: nodeChildHost(), paths: noPaths });
  const CAPTIONS = 'image_id,study,series,slice,caption_de\n';

  it('with one good study among them gives a message for each and imports the study', async () => {
    const study = join(dir, 'good');
    await mkdir(study);
    await copyFile(sharedData('ct-abdomen-nifti', 'example_ct_sm.nii.gz'), join(study, 'ct.nii.gz'));
    await copyFile(sharedData('ct-abdomen-nifti', 'example_seg.nii.gz'), join(study, 'ct_seg.nii.gz'));
    await writeFile(join(dir, 'captions.csv'), `${CAPTIONS}a,good,ct,15,Die Leber ist normal.\n`);
    const { slices, pairs, problems } = await batch.importPaths({
      paths: [folder, dir],
      project: join(dir, 'project'),
      onProgress: () => undefined,
    });
    expect({ slices, pairs }).toEqual({ slices: 1, pairs: 1 });
    expect(problems.flatMap(({ code, params }) => flawsOf(code, params))).toEqual([]);
    const named = new Set(problems.map(({ file }) => file));
    // What breaks before pixels are decoded is told by the scan, whether the file has captions or not.
    for (const name of ['dcm_truncated_header.dcm', 'dcm_bits17.dcm', 'nii_nan_affine.nii.gz'])
      expect(named).toContain(join(folder, name));
  });

  it.each(MISFITS)('a segmentation that does not lie on its image is told and not used: %s', async (name) => {
    const study = join(dir, name.slice(0, -7));
    await mkdir(study);
    await copyFile(sharedData('ct-abdomen-nifti', 'example_ct_sm.nii.gz'), join(study, 'ct.nii.gz'));
    await copyFile(join(folder, name), join(study, 'ct_seg.nii.gz'));
    await writeFile(join(study, 'captions.csv'), `${CAPTIONS}${name},,ct,15,Die Leber ist normal.\n`);
    const { slices, pairs, problems } = await batch.importPaths({
      paths: [study],
      project: join(dir, `project-${name}`),
      onProgress: () => undefined,
    });
    expect({ slices, pairs }).toEqual({ slices: 1, pairs: 0 });
    expect(problems.map(({ code }) => code)).toEqual(['intake.segmentation-misfit']);
  });

  it('leaves the files as they were', async () => {
    for (const [name, { expect: _expect, ...facts }] of Object.entries(manifest))
      expect((await readFile(join(folder, name))).length).toBe((facts as { bytes?: number }).bytes);
  });
});
