import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noPaths } from '../support/no-paths.ts';
import { createBatch } from '../../src/main/app/batch.ts';
import { newId, nodeChildHost, systemClock } from '../../src/main/ports/node.ts';
import { encodeNifti } from '../../src/main/formats/nifti-encode.ts';
import { openProject } from '../../src/main/store/project-store.ts';
import { classNameOf } from '../../src/shared/domain/anatomy/classes.ts';
import { hasSharedData, sharedData } from '../support/shared-data.ts';
import { writeStudy } from '../support/study-folder.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'intake-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const batch = createBatch({
  clock: systemClock,
  log: silent,
  newId,
  children: nodeChildHost(),
  paths: noPaths,
});
const quiet = (): void => undefined;
const HEADER =
  'image_id,study,series,slice,caption_de,caption_en,clinical_information,question,modality,body_part';

/** A folder with a 16³ volume, its segmentation (a liver cube) and captions. */
async function studyFolder(name: string): Promise<string> {
  const folder = join(dir, name);
  await mkdir(folder, { recursive: true });
  const affine = [-2, 0, 0, 0, 0, -2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1];
  const dims = [16, 16, 16] as const;
  const labels = new Uint8Array(4096).map((_, i) =>
    i % 16 > 4 && i % 16 < 10 && Math.floor(i / 16) % 16 > 5 ? 5 : 0,
  );
  await writeFile(
    join(folder, 'ct.nii.gz'),
    encodeNifti({ dims, affine, dtype: 'int16', data: new Int16Array(4096).map((_, i) => i), gzip: true }),
  );
  await writeFile(
    join(folder, 'ct_segmentation.nii.gz'),
    encodeNifti({ dims, affine, dtype: 'uint8', data: labels, gzip: true }),
  );
  await writeFile(
    join(folder, 'captions.csv'),
    `${HEADER}\na-1,${name},ct,4,Leber normal.,Normal liver.,,,CT,abdomen\na-2,${name},ct,99,Leber.,,,,CT,\na-3,${name},ct,5,,,,,CT,\n`,
  );
  await writeFile(join(folder, 'broken.nii.gz'), Buffer.from([0x1f, 0x8b, 1, 2, 3]));
  return folder;
}

describe('import from files', () => {
  it('derives pairs, reports every file and line it cannot use, and does nothing twice', async () => {
    const folder = await studyFolder('one');
    const project = join(dir, 'project-one');
    const first = await batch.importPaths({ paths: [folder], project, onProgress: quiet });
    expect(first).toMatchObject({ slices: 1, pairs: 1 });
    expect(first.problems.map(({ code }) => code).toSorted()).toEqual([
      'formats.bad-gzip',
      'formats.malformed-table',
      'intake.not-hounsfield',
      'intake.slice-outside',
    ]);
    const again = await batch.importPaths({ paths: [folder], project, onProgress: quiet });
    expect(again).toMatchObject({ slices: 1, pairs: 1 });
    const store = openProject(project, { at: '' });
    const [pair] = store.pairs.ofSlice(1);
    expect(pair).toMatchObject({ classId: 5, box: [5, 6, 10, 16], derivedBox: [5, 6, 10, 16] });
    store.close();
    expect((await batch.verify(project)).every(({ ok }) => ok)).toBe(true);
  });

  it('says once for each series that its images are not there, however many captions it has', async () => {
    const folder = await studyFolder('named');
    const rows = [1, 2, 3].map((n) => `b-${n},elsewhere,ct,${n},Leber.,,,,CT,`);
    rows.push('c-1,named,other,1,Leber.,,,,CT,');
    await writeFile(join(folder, 'captions.csv'), `${HEADER}\n${rows.join('\n')}\n`);
    const project = join(dir, 'project-named');
    const { problems } = await batch.importPaths({ paths: [folder], project, onProgress: quiet });
    expect(problems.filter(({ code }) => code.includes('without-image'))).toMatchObject([
      { code: 'intake.captions-without-image', params: { count: 3, line: 2, study: 'elsewhere' } },
      { code: 'intake.caption-without-image', params: { line: 5, imageId: 'c-1' } },
    ]);
  });

  it('exports what it was told to and never into a folder that holds something', async () => {
    const project = join(dir, 'project-one');
    const out = join(dir, 'export');
    const result = await batch.exportProject({
      project,
      out,
      format: 'refrad2d',
      include: ['pending'],
      seed: 1,
      onProgress: quiet,
    });
    expect(result).toMatchObject({ slices: 1, pairs: 1 });
    const manifest = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8')) as {
      files: { path: string }[];
    };
    expect(manifest.files.map(({ path }) => path)).toContain('refrad2d_segment/rsopid_2_segment_v3_ct.json');
    const segments = JSON.parse(
      await readFile(join(out, 'refrad2d_segment/rsopid_2_segment_v3_ct.json'), 'utf8'),
    ) as Record<string, object>;
    expect(segments['a-1']).toMatchObject({
      keywords_eng: [['liver', 'liver', 5]],
      keywords_de: [['Leber', 'liver', 5]],
      bboxes: [[5, 6, 10, 16, 5]],
    });
    await expect(
      batch.exportProject({
        project,
        out,
        format: 'refrad2d',
        include: ['pending'],
        seed: 1,
        onProgress: quiet,
      }),
    ).rejects.toMatchObject({ code: 'exchange.target-not-empty' });
  });

  it('writes tags by offset for PaliGemma', async () => {
    const out = join(dir, 'export-jsonl');
    await batch.exportProject({
      project: join(dir, 'project-one'),
      out,
      format: 'paligemma-jsonl',
      include: ['pending'],
      seed: 1,
      onProgress: quiet,
    });
    const lines = (
      await Promise.all(
        ['train', 'val', 'test'].map((split) => readFile(join(out, `${split}.jsonl`), 'utf8')),
      )
    ).join('');
    expect(lines).toContain('id=<seg005>>Leber</p> normal.');
  });
});

describe('import of captions and label maps', () => {
  it('grounds either language alone, and MR task ids in the unified classes', async () => {
    const source = join(dir, 'mr-source');
    await writeStudy(source, 'mr-study', { modality: 'MR', captions: 4 });
    const project = join(dir, 'project-mr-study');
    const { slices, problems } = await batch.importPaths({ paths: [source], project, onProgress: quiet });
    expect({ slices, problems }).toEqual({ slices: 4, problems: [] });
    const store = openProject(project, { at: '' });
    const found = [1, 2, 3, 4].map((sliceId) => ({
      languages: store.sliceReader.captions(sliceId).map(({ language }) => language),
      classes: store.pairs.ofSlice(sliceId).map(({ classId }) => classNameOf(classId)),
    }));
    store.close();
    expect(found).toEqual([
      { languages: ['de', 'en'], classes: ['spleen', 'liver'] },
      { languages: ['de'], classes: ['kidney_right', 'kidney_left'] },
      { languages: ['en'], classes: ['kidney_left'] },
      { languages: ['de', 'en'], classes: ['aorta'] },
    ]);
  });

  it.skipIf(process.platform === 'win32')('goes on past links that lead nowhere or in circles', async () => {
    const source = join(dir, 'links-source');
    await writeStudy(source, 'links', { modality: 'CT', captions: 1 });
    await symlink(join(source, 'nowhere'), join(source, 'dangling.nii.gz'));
    await symlink(source, join(source, 'links', 'circle'));
    const project = join(dir, 'project-links');
    const { slices, problems } = await batch.importPaths({ paths: [source], project, onProgress: quiet });
    expect(slices).toBe(1);
    expect(problems.map(({ code, file }) => [code, basename(file)])).toEqual([
      ['formats.unreadable', 'dangling.nii.gz'],
    ]);
  });

  it('says what is missing when there is nothing where it was told to look', async () => {
    const nowhere = batch.importPaths({
      paths: [join(dir, 'nowhere')],
      project: join(dir, 'none'),
      onProgress: quiet,
    });
    await expect(nowhere).rejects.toMatchObject({ code: 'host.path-missing' });
    expect(existsSync(join(dir, 'none'))).toBe(false);
    await mkdir(join(dir, 'empty'));
    const empty = batch.importPaths({
      paths: [join(dir, 'empty')],
      project: join(dir, 'none'),
      onProgress: quiet,
    });
    await expect(empty).rejects.toMatchObject({ code: 'intake.nothing-usable' });
  });

  it('tells of a second row under an id that is taken', async () => {
    const source = join(dir, 'twice-source');
    await writeStudy(source, 'twice', { modality: 'CT', captions: 1 });
    await writeFile(
      join(source, 'more.csv'),
      'image_id,study,series,slice,caption_de\ntwice-0,twice,ct,9,Milz.\n',
    );
    const project = join(dir, 'project-twice');
    const { slices, problems } = await batch.importPaths({ paths: [source], project, onProgress: quiet });
    expect(slices).toBe(1);
    expect(problems.map(({ code, params }) => [code, params['imageId']])).toEqual([
      ['intake.duplicate-image-id', 'twice-0'],
    ]);
  });
});

describe.skipIf(!hasSharedData)('import of real data', () => {
  it.each([
    [
      'CT',
      sharedData('ct-abdomen-nifti', 'example_ct.nii.gz'),
      sharedData('ct-abdomen-nifti', 'example_seg_fast_force_split.nii.gz'),
      95,
    ],
    [
      'MR',
      sharedData('mr-abdomen-nifti', 'example_mr_sm.nii.gz'),
      sharedData('mr-abdomen-nifti', 'example_seg_mr.nii.gz'),
      10,
    ],
  ] as const)('%s volume with its segmentation', async (modality, image, segmentation, slice) => {
    const folder = join(dir, `real-${modality}`);
    await mkdir(folder);
    await copyFile(image, join(folder, 'image.nii.gz'));
    await copyFile(segmentation, join(folder, 'image_seg.nii.gz'));
    await writeFile(
      join(folder, 'captions.csv'),
      `${HEADER}\nreal,real-${modality},image,${slice},Leber und Milz. Beide Nieren. Aorta.,Liver and spleen. Both kidneys. Aorta.,,,${modality},\n`,
    );
    const result = await batch.importPaths({
      paths: [folder],
      project: join(dir, `project-${modality}`),
      onProgress: quiet,
    });
    expect(result.problems).toEqual([]);
    expect(result.pairs).toBeGreaterThanOrEqual(3);
  });

  it('a DICOM series, sorted by geometry whatever its files are called', async () => {
    const manifest = JSON.parse(
      await readFile(sharedData('derived-dicom', 'ct-axial', 'manifest.json'), 'utf8'),
    ) as { slices: { sop: string; slice_idx: number }[] };
    const wanted = manifest.slices.find(({ slice_idx }) => slice_idx === 12)!;
    const captions = join(dir, 'dicom-captions.csv');
    await writeFile(captions, `${HEADER}\n${wanted.sop},,,,Leber.,Liver.,,,CT,\n`);
    const project = join(dir, 'project-dicom');
    const result = await batch.importPaths({
      paths: [sharedData('derived-dicom', 'ct-axial'), captions],
      project,
      onProgress: quiet,
    });
    expect(result.problems.map(({ code }) => code)).toEqual(['intake.no-segmentation']);
    const store = openProject(project, { at: '' });
    expect(store.sliceReader.get(1)).toMatchObject({ imageId: wanted.sop, index: 12, axis: 2 });
    store.close();
  });
});
