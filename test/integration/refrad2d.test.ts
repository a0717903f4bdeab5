import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noPaths } from '../support/no-paths.ts';
import { createBatch } from '../../src/main/app/batch.ts';
import { encodeNifti } from '../../src/main/formats/nifti-encode.ts';
import { newId, nodeChildHost, systemClock } from '../../src/main/ports/node.ts';
import { openProject } from '../../src/main/store/project-store.ts';
import { classIdByName } from '../../src/shared/domain/anatomy/classes.ts';
import { projectDump } from '../support/project-dump.ts';
import { type LoadedSample, loadAsPublished } from '../support/published-loader.ts';
import { hasSharedData, sharedData } from '../support/shared-data.ts';
import { writeStudy } from '../support/study-folder.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const batch = createBatch({
  clock: systemClock,
  log: silent,
  newId,
  children: nodeChildHost(),
  paths: noPaths,
});
const quiet = (): void => undefined;

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'refrad2d-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const importInto = (project: string, ...paths: string[]) =>
  batch.importPaths({ paths, project: join(dir, project), onProgress: quiet });
const exportFrom = (project: string, out: string) =>
  batch.exportProject({
    project: join(dir, project),
    out: join(dir, out),
    format: 'refrad2d',
    include: ['pending'],
    seed: 7,
    onProgress: quiet,
  });

/** Every file below a folder with its bytes. */
async function contents(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(join(dir, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = files
    .toSorted()
    .map(async (file): Promise<[string, Buffer]> => [
      file.slice(join(dir, folder).length + 1),
      await readFile(file),
    ]);
  return new Map(await Promise.all(read));
}

/** A study with fractional values on an oblique grid: what strains numbers in DICOM's decimal strings. */
async function writeObliqueStudy(root: string): Promise<void> {
  const folder = join(root, 'oblique');
  await mkdir(folder, { recursive: true });
  const [c, s] = [Math.cos(0.1), Math.sin(0.1)];
  const affine = [-0.7 * c, 0.7 * s, 0, 3.3, -0.7 * s, -0.7 * c, 0, 1 / 3, 0, 0, 2.5, -7, 0, 0, 0, 1];
  const dims = [20, 18, 6] as const;
  const count = 20 * 18 * 6;
  const image = Float32Array.from({ length: count }, (_, i) => Math.sin(i) * 812.5 + 300);
  const labels = Uint8Array.from({ length: count }, (_, i) => (i % 20 > 6 && i % 20 < 15 ? 5 : 0));
  await writeFile(join(folder, 'mr.nii.gz'), encodeNifti({ dims, affine, dtype: 'float32', data: image }));
  await writeFile(join(folder, 'mr_seg.nii.gz'), encodeNifti({ dims, affine, dtype: 'uint8', data: labels }));
  await writeFile(
    join(folder, 'captions.csv'),
    'image_id,study,series,slice,axis,caption_de,caption_en,clinical_information,question,modality,body_part\n' +
      'Schräg/1,oblique,mr,2,axial,Leberzyste in der Leber.,Liver cyst in the liver.,Z. n. Sturz,Staging?,MR,Abdomen\n' +
      'oblique-2,oblique,mr,9,coronal,Leber.,Liver.,,,MR,Abdomen\n',
  );
}

describe('RefRad2D out and in again', () => {
  beforeAll(async () => {
    const source = join(dir, 'source');
    await writeStudy(source, 'one', { modality: 'CT', captions: 6 });
    await writeStudy(source, 'two', { modality: 'MR', captions: 5 });
    await writeObliqueStudy(source);
    await importInto('first', source);
    await exportFrom('first', 'export-1');
  }, 60_000);

  it('is equal: export, import, export give the same files', async () => {
    const imported = await importInto('second', join(dir, 'export-1'));
    expect(imported.problems).toEqual([]);
    await exportFrom('second', 'export-2');
    const [first, second] = [await contents('export-1'), await contents('export-2')];
    expect(first.size).toBeGreaterThan(20);
    expect([...second.keys()]).toEqual([...first.keys()]);
    for (const [file, bytes] of first)
      if (file !== 'manifest.json') expect(second.get(file)!.equals(bytes), file).toBe(true);
    // The manifest differs in what names the project it came from, and in nothing else.
    const manifest = (files: Map<string, Buffer>) => {
      const { auditHead: _, ...rest } = JSON.parse(files.get('manifest.json')!.toString()) as Record<
        string,
        unknown
      >;
      return rest;
    };
    const { leftOut: before, ...summary } = manifest(first)['summary'] as Record<string, unknown>;
    expect(before).toEqual([{ reason: 'keyword-taken', count: expect.any(Number) as number }]);
    expect(manifest(second)).toEqual({ ...manifest(first), summary: { ...summary, leftOut: [] } });
  });

  it('keeps pairs as they came, says where they are from, and looks at them anew', async () => {
    const store = openProject(join(dir, 'second'), { at: '' });
    const slices = [...store.sliceReader.all()];
    expect(slices).not.toHaveLength(0);
    for (const slice of slices) {
      expect(slice).toMatchObject({ derivation: 'imported', extractor: 'refrad2d', extractorVersion: 'v3' });
      expect(slice.segmentationSha256).toMatch(/^[0-9a-f]{64}$/);
      expect(store.pairs.ofSlice(slice.sliceId)).not.toHaveLength(0);
    }
    const pairs = slices.flatMap(({ sliceId }) => store.pairs.ofSlice(sliceId));
    expect(pairs.every(({ state }) => state === 'pending')).toBe(true);
    expect(pairs.flatMap(({ mentions }) => mentions).every(({ rule }) => rule === 'imported')).toBe(true);
    expect(pairs.some(({ findings }) => findings.length > 0)).toBe(true);
    expect(pairs.flatMap(({ mentions }) => mentions).some(({ normal }) => normal)).toBe(true);
    store.close();
    expect((await batch.verify(join(dir, 'second'))).every(({ ok }) => ok)).toBe(true);
  });

  it('does nothing twice', async () => {
    const before = projectDump(join(dir, 'second'));
    const again = await importInto('second', join(dir, 'export-1'));
    expect(again.problems).toEqual([]);
    expect(projectDump(join(dir, 'second'))).toEqual(before);
  });

  it('lies beside other data without being taken for it', async () => {
    const mixed = join(dir, 'mixed');
    await cp(join(dir, 'export-1'), join(mixed, 'set'), { recursive: true });
    await writeStudy(mixed, 'three', { modality: 'CT', captions: 2 });
    const result = await importInto('third', mixed);
    expect(result.problems).toEqual([]);
    const store = openProject(join(dir, 'third'), { at: '' });
    expect(new Set([...store.sliceReader.all()].map(({ derivation }) => derivation))).toEqual(
      new Set(['imported', 'default']),
    );
    store.close();
  });
});

describe('an export, read as the published loaders read it', () => {
  const samples: LoadedSample[] = [];
  beforeAll(async () => {
    for (const modality of ['ct', 'mr'] as const)
      for (const split of ['train', 'val', 'test'] as const)
        samples.push(...(await loadAsPublished(join(dir, 'export-1'), split, modality)));
  });

  it('has every field, in the types and shapes that they index', () => {
    expect(samples.length).toBeGreaterThan(3);
    for (const { data, entry, image, mask } of samples) {
      expect(mask.shape).toEqual(image.shape);
      expect(mask.dtype).toBe(data.modality === 'CT' ? '<f4' : '<i8');
      for (const texts of [data.english, data.german]) {
        expect(texts).toEqual({
          CleanedSentence: expect.any(String) as string,
          ReportFragestellungCleaned: expect.any(String) as string,
          ReportKlinischeAngabenCleaned: expect.any(String) as string,
          dicom_vqa: [],
          snippet_vqa: [],
        });
      }
      expect(entry.bboxes.every((box) => box.length === 5 && box.every(Number.isInteger))).toBe(true);
    }
  });

  it('grounds every image: keywords in both captions, each once, each with its class, box and mask', () => {
    for (const { data, entry, mask } of samples) {
      for (const [keywords, texts] of [
        [entry.keywords_eng, data.english],
        [entry.keywords_de, data.german],
      ] as const) {
        expect(keywords).not.toHaveLength(0);
        expect(new Set(keywords.map(([keyword]) => keyword)).size).toBe(keywords.length);
        for (const [keyword, name, id] of keywords) {
          expect(texts.CleanedSentence).toContain(keyword);
          expect(classIdByName(name)).toBe(id);
          const box = entry.bboxes.find((one) => one[4] === id)!;
          const [width] = [mask.shape[1]];
          const at = mask.values.flatMap((value, i) =>
            value === id ? [[i % width, Math.floor(i / width)]] : [],
          );
          expect(Math.min(...at.map(([x]) => x!))).toBe(box[0]);
          expect(Math.max(...at.map(([, y]) => y!)) + 1).toBe(box[3]);
        }
      }
    }
  });

  it('never puts a patient into two splits, and finds each image by its own name', () => {
    expect(new Set(samples.map(({ id }) => id)).size).toBe(samples.length);
    expect(samples.every(({ id }) => /^[\w.-]+$/.test(id))).toBe(true);
  });

  it('keeps HU exactly, and fractional signal to within half a step of 16 bits', () => {
    const ct = samples.find(({ data }) => data.modality === 'CT')!;
    expect(ct.image.values.every((value) => Number.isInteger(value) && value >= -700 && value < 800)).toBe(
      true,
    );
    const mr = samples.find(({ id }) => id === 'oblique-2')!;
    const [low, high] = [Math.min(...mr.image.values), Math.max(...mr.image.values)];
    expect(high - low).toBeGreaterThan(1600);
    // Coronal slice 9 of the LPS volume, pixel (0, 0): stored j = 18 - 1 - 9 would be a flip, the affine has none.
    const original = (i: number, j: number, k: number): number =>
      Math.sin(i + 20 * (j + 18 * k)) * 812.5 + 300;
    expect(Math.abs(mr.image.values[0]! - original(0, 9, 5))).toBeLessThanOrEqual(
      ((high - low) / 65_534) * 2.5,
    );
  });
});

describe('a damaged RefRad2D folder', () => {
  it('names what it cannot use and brings in the rest', async () => {
    const folder = join(dir, 'damaged');
    await cp(join(dir, 'export-1'), folder, { recursive: true });
    const indexFile = join(folder, 'refrad2d_segment', 'rsopid_2_segment_v3_ct.json');
    const index = JSON.parse(await readFile(indexFile, 'utf8')) as Record<string, Record<string, unknown>>;
    const ids = Object.keys(index);
    expect(ids.length).toBeGreaterThanOrEqual(3);
    const [noImage, badMask, wrongBox] = ids as [string, string, string];
    const copyOf = (id: string, change: object) => ({ ...structuredClone(index[id]!), ...change });
    await rm(join(folder, 'dicoms_anon', noImage.slice(0, 2), `${noImage}.dcm.zst`));
    await writeFile(join(folder, String(index[badMask]!['segment_slice_path'])), 'no array');
    await rm(join(folder, 'segmented_slices_v3', 'ob', 'oblique-2.npy'));
    index[wrongBox] = copyOf(wrongBox, {
      bboxes: (index[wrongBox]!['bboxes'] as number[][]).map(([, , , , id]) => [5, 5, 500, 9, id]),
    });
    index['no-report'] = copyOf(badMask, {});
    index['../../outside'] = copyOf(badMask, {});
    index['not-an-entry'] = { keywords_eng: 'liver' };
    await writeFile(indexFile, JSON.stringify(index));
    const result = await importInto('damaged-project', folder);
    expect(new Set(result.problems.map(({ code }) => code))).toEqual(
      new Set([
        'formats.unreadable',
        'formats.bad-header',
        'intake.box-outside',
        'grounding.no-report',
        'grounding.unsafe-name',
        'intake.bad-entry',
        'intake.no-mask',
      ]),
    );
    const store = openProject(join(dir, 'damaged-project'), { at: '' });
    const kept = [...store.sliceReader.all()];
    store.close();
    expect(kept.map(({ imageId }) => imageId)).not.toContain(noImage);
    expect(kept.find(({ imageId }) => imageId === badMask)).toMatchObject({ maskSha256: null });
    expect(kept.length).toBe(
      [...(await contents('export-1')).keys()].filter((file) => file.endsWith('.dcm.zst')).length - 1,
    );
  });

  it('tells keywords that are not in their caption and classes that are none', async () => {
    const folder = join(dir, 'odd');
    await cp(join(dir, 'export-1'), folder, { recursive: true });
    const indexFile = join(folder, 'refrad2d_segment', 'rsopid_2_segment_v3_mr.json');
    const index = JSON.parse(await readFile(indexFile, 'utf8')) as Record<string, { keywords_de: unknown[] }>;
    index['oblique-2']!.keywords_de = [
      ['Gehirn', 'liver', 5],
      ['Leber', 'appendix', 900],
    ];
    await writeFile(indexFile, JSON.stringify(index));
    const result = await importInto('odd-project', folder);
    expect(result.problems.map(({ code }) => code).toSorted()).toEqual([
      'intake.keyword-not-in-caption',
      'intake.unknown-class',
    ]);
  });

  it('says that reports are missing', async () => {
    const folder = join(dir, 'no-reports');
    await cp(join(dir, 'export-1'), folder, { recursive: true });
    await rm(join(folder, 'refrad2d_vqa_dataset.parquet'));
    await expect(importInto('no-reports-project', folder)).rejects.toMatchObject({
      code: 'intake.nothing-usable',
    });
  });
});

describe.skipIf(!hasSharedData)('the published layout', () => {
  it.each(['ct', 'mr'] as const)(
    '%s pairs, boxes and keywords come in as the pipeline wrote them',
    async (modality) => {
      const oracle = (...parts: string[]): string => sharedData('oracle', modality, ...parts);
      const folder = join(dir, `published-${modality}`);
      const segment = join(folder, 'refrad2d_segment');
      await mkdir(segment, { recursive: true });
      const name = `rsopid_2_segment_v3_${modality}.json`;
      const text = await readFile(oracle('expected', name), 'utf8');
      await writeFile(join(segment, name), text);
      await cp(oracle('expected', 'segmented_slices_v3'), join(segment, 'segmented_slices_v3'), {
        recursive: true,
      });
      await cp(oracle('inputs', 'dicoms_anon'), join(folder, 'dicoms_anon'), { recursive: true });
      await cp(oracle('inputs', 'reports.json'), join(folder, 'refrad2d_vqa_dataset.json'));
      const result = await importInto(`published-project-${modality}`, folder);
      // None of the images says how large its pixels are. The entry with the negative index has no image; on CT it has no
      // pair either, and is passed over as the loaders do.
      expect(result.problems.map(({ code }) => code)).toEqual([
        ...(modality === 'mr' ? ['formats.unreadable'] : []),
        'intake.no-spacing',
      ]);
      const store = openProject(join(dir, `published-project-${modality}`), { at: '' });
      const entries = JSON.parse(text) as Record<
        string,
        Record<'keywords_eng' | 'keywords_de', [string, string, number][]> & {
          bboxes: number[][];
          slice_axis: number;
        }
      >;
      const slices = [...store.sliceReader.all()];
      expect(slices.map(({ imageId }) => imageId)).toEqual(
        Object.keys(entries).filter((id) => id !== 'qq_negative_idx'),
      );
      for (const { imageId, sliceId, axis } of slices) {
        const entry = entries[imageId]!;
        const pairs = store.pairs.ofSlice(sliceId);
        const classes = [...entry.keywords_eng, ...entry.keywords_de].map(([, , id]) => id);
        expect(pairs.map(({ classId }) => classId)).toEqual([...new Set(classes)].toSorted((a, b) => a - b));
        for (const { classId, box, mentions } of pairs) {
          expect([...box, classId]).toEqual(entry.bboxes.find((one) => one[4] === classId));
          const surfaces = (language: 'de' | 'en') =>
            mentions.filter((one) => one.language === language).map(({ surface }) => surface);
          const listed = (list: [string, string, number][]) =>
            list.filter(([, , id]) => id === classId).map(([keyword]) => keyword);
          expect(surfaces('en')).toEqual(listed(entry.keywords_eng));
          expect(surfaces('de')).toEqual(listed(entry.keywords_de));
        }
        expect(axis).toBe(entry.slice_axis);
      }
      store.close();
    },
    30_000,
  );
});
