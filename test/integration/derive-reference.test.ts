import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { encodeNifti } from '../../src/main/formats/nifti-encode.ts';
import { decodeNpy } from '../../src/main/formats/npy.ts';
import { encodeReports } from '../../src/main/formats/reports-parquet.ts';
import { nodeChildHost } from '../../src/main/ports/node.ts';
import { type ReferenceSources, createGroundingService } from '../../src/main/services/grounding/index.ts';
import { type ReadingService, createReadingService } from '../../src/main/services/reading/index.ts';

// A scan of 8 x 6 x 4 voxels stored right-anterior-superior, so that LPS flips its first two axes. A liver of 2 x 1 x 1 voxels at
// stored (1-2, 0, 3) lies at x 5-6, y 5 of axial slice 3; a spleen voxel at stored (0, 5, 0) at x 7, y 0 of axial slice 0.
const DIMS = [8, 6, 4] as const;
const AFFINE = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
const LIVER_EN = 'Liver, liver segment IV and spleen.';
const LIVER_DE = 'Leber, Milz – größenregelrecht.';

let dir: string;
let reading: ReadingService;
let out: string;
let run = 0;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'derive-'));
  reading = createReadingService(nodeChildHost());
  await mkdir(join(dir, 'seg', 'sc', 'scan1'), { recursive: true });
  const labels = new Uint8Array(8 * 6 * 4);
  const at = (i: number, j: number, k: number): number => i + 8 * (j + 6 * k);
  for (const i of [1, 2]) labels[at(i, 0, 3)] = 5;
  labels[at(0, 5, 0)] = 1;
  const volume = encodeNifti({ dims: DIMS, affine: AFFINE, dtype: 'uint8', data: labels, gzip: true });
  await writeFile(join(dir, 'seg', 'sc', 'scan1', 'seg_scan_clean.nii.gz'), volume);
});
afterAll(async () => {
  reading.close();
  await rm(dir, { recursive: true, force: true });
});
beforeEach(() => {
  run += 1;
  out = join(dir, `out-${run}`);
});

/** The inputs on disk; whatever a test does not name is sound. */
async function sources(given: {
  modality?: 'CT' | 'MR';
  /** Id, axis, index; written in this order, which an object of JavaScript would not keep. */
  slices?: readonly (readonly [string, number, number])[];
  scan?: Record<string, unknown>;
  reports?: Uint8Array | string;
  keywordsEn?: string;
}): Promise<ReferenceSources> {
  const input = join(dir, `in-${run}`);
  await mkdir(input);
  const slices = (given.slices ?? [['img-3', 2, 3]])
    .map(
      ([id, slice_axis, slice_idx]) => `${JSON.stringify(id)}:${JSON.stringify({ slice_axis, slice_idx })}`,
    )
    .join(',');
  const scan = JSON.stringify({ file: 'scan1.nii.gz', ...given.scan });
  const files = {
    scanIndex: `{"scan1": {"slices": {${slices}},${scan.slice(1)}}`,
    reports: given.reports ?? JSON.stringify(['img-3', 'img-0', '12', '7'].map(report)),
    keywordsEn:
      given.keywordsEn ??
      JSON.stringify({ [LIVER_EN]: { 'liver segment IV': 'liver', liver: 'liver', spleen: 'spleen' } }),
    keywordsDe: JSON.stringify({ [LIVER_DE]: { Leber: 'liver', Milz: 'spleen' } }),
  };
  const paths = Object.fromEntries(Object.keys(files).map((name) => [name, join(input, name)]));
  for (const [name, content] of Object.entries(files)) await writeFile(paths[name]!, content);
  return {
    modality: given.modality ?? 'CT',
    segmentations: join(dir, 'seg'),
    scanIndex: paths['scanIndex']!,
    reports: paths['reports']!,
    keywordsEn: paths['keywordsEn']!,
    keywordsDe: paths['keywordsDe']!,
  };
}

const report = (rsopid: string) => ({
  rsopid,
  modality: 'CT',
  body_part: 'Abdomen',
  english: { CleanedSentence: LIVER_EN, ReportFragestellungCleaned: '', ReportKlinischeAngabenCleaned: '' },
  german: { CleanedSentence: LIVER_DE, ReportFragestellungCleaned: '', ReportKlinischeAngabenCleaned: '' },
});

const withoutQuestions = ({ english, german, ...row }: ReturnType<typeof report>) => ({
  ...row,
  english: { ...english, dicom_vqa: [], snippet_vqa: [] },
  german: { ...german, dicom_vqa: [], snippet_vqa: [] },
});

async function derive(given: Parameters<typeof sources>[0], signal = new AbortController().signal) {
  const service = createGroundingService(reading);
  const progress: [number, number][] = [];
  const result = await service.deriveReference(await sources(given), out, {
    signal,
    progress: (done, total) => progress.push([done, total]),
  });
  return { ...result, progress, index: await readFile(result.indexFile, 'utf8') };
}

const codes = (result: { problems: readonly { code: string }[] }): string[] =>
  result.problems.map(({ code }) => code);

describe('derive --mode reference', () => {
  it('writes the published index, character for character', async () => {
    const { index, problems } = await derive({});
    expect(problems).toEqual([]);
    const path = join(dir, 'seg', 'sc', 'scan1', 'seg_scan_clean.nii.gz');
    expect(index).toBe(`{
    "img-3": {
        "scan_rserid": "scan1",
        "scan_file": "scan1.nii.gz",
        "slice_axis": 2,
        "slice_idx": 3,
        "segment_scan_path": "${path}",
        "segment_slice_path": "${join(out, 'segmented_slices_v3', 'im', 'img-3.npy')}",
        "keywords_eng": [
            [
                "liver",
                "liver",
                5
            ],
            [
                "liver segment IV",
                "liver",
                5
            ]
        ],
        "keywords_de": [
            [
                "Leber",
                "liver",
                5
            ]
        ],
        "bboxes": [
            [
                5,
                5,
                7,
                6,
                5
            ]
        ]
    }
}`);
  });

  it.each([
    ['CT', "'<f4'"],
    ['MR', "'<i8'"],
  ] as const)('caches the mask of a %s slice as %s', async (modality, descr) => {
    await derive({ modality });
    const bytes = await readFile(join(out, 'segmented_slices_v3', 'im', 'img-3.npy'));
    expect(bytes.toString('latin1', 10, 40)).toContain(descr);
    const { width, height, values } = decodeNpy(bytes, 'img-3.npy');
    expect([width, height]).toEqual([8, 6]);
    expect(
      [...values].flatMap((value, i) => (value === 0 ? [] : [[i % 8, Math.floor(i / 8), value]])),
    ).toEqual([
      [5, 5, 5],
      [6, 5, 5],
    ]);
  });

  it('takes the reports from parquet as from JSON', async () => {
    const parquet = await derive({ reports: encodeReports([withoutQuestions(report('img-3'))]) });
    expect(JSON.parse(parquet.index)).toMatchObject({ 'img-3': { keywords_de: [['Leber', 'liver', 5]] } });
  });

  it('keeps the order of the index, numbers among the ids included, and counts negative slices from the end', async () => {
    const { index, problems, progress } = await derive({
      slices: [
        ['img-3', 2, -1],
        ['12', 1, 0],
        ['7', 0, 7],
      ],
    });
    expect([...index.matchAll(/^ {4}"([^"]+)"/gm)].map(([, id]) => id)).toEqual(['img-3', '12', '7']);
    expect(problems).toMatchObject([{ code: 'grounding.counted-from-end', severity: 'warning' }]);
    const entries = JSON.parse(index) as Record<string, { bboxes: unknown }>;
    expect(entries['img-3']!.bboxes).toEqual([[5, 5, 7, 6, 5]]);
    // Coronal slice 0 and sagittal slice 7, head on top: the spleen voxel in the lowest row.
    expect(entries['12']!.bboxes).toEqual([[7, 3, 8, 4, 1]]);
    expect(entries['7']!.bboxes).toEqual([[0, 3, 1, 4, 1]]);
    expect(progress.at(-1)).toEqual([3, 3]);
  });

  it('names every entry that it passes over and derives the others', async () => {
    const result = await derive({
      slices: [
        ['img-3', 2, 3],
        ['nobody', 2, 3],
        ['img-0', 7, 0],
        ['12', 2, 4],
        ['../../escape', 2, 0],
        ['twice', 2, 0],
      ],
      reports: JSON.stringify(['img-3', 'img-0', '12', '../../escape', 'twice', 'twice'].map(report)),
    });
    expect(result.slices).toBe(1);
    expect(codes(result).toSorted()).toEqual([
      'grounding.bad-axis',
      'grounding.no-report',
      'grounding.report-twice',
      'grounding.slice-outside',
      'grounding.unsafe-name',
    ]);
    expect((await readdir(out)).toSorted()).toEqual(['rsopid_2_segment_v3_ct.json', 'segmented_slices_v3']);
  });

  it.each([
    ['leads out of the folder', '../elsewhere', 'grounding.unsafe-name'],
    ['is not there', 'no/where', 'grounding.no-segmentation'],
  ])('goes on when a segmentation %s', async (_what, rel_dir, code) => {
    const result = await derive({ scan: { rel_dir } });
    expect(codes(result)).toEqual([code]);
    expect(result.index).toBe('{}');
  });

  it.each([
    ['broken JSON', { keywordsEn: '{"a": ' }, 'formats.malformed-json'],
    ['keywords of another shape', { keywordsEn: '{"a": ["liver"]}' }, 'grounding.malformed-input'],
    ['an index of another shape', { scan: { slices: 3 } }, 'grounding.malformed-input'],
    ['reports without ids', { reports: '[{"english": {}}]' }, 'formats.missing-column'],
    ['broken parquet', { reports: 'PAR1 and then nothing of the kind' }, 'formats.bad-header'],
  ] as const)('refuses %s and writes nothing', async (_what, given, code) => {
    await expect(derive(given)).rejects.toMatchObject({ code });
    await expect(readdir(out)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('never overwrites an index, but lets CT and MR share a folder', async () => {
    const given = await sources({});
    const service = createGroundingService(reading);
    const options = { signal: new AbortController().signal, progress: () => undefined };
    await service.deriveReference(given, out, options);
    await expect(service.deriveReference(given, out, options)).rejects.toMatchObject({
      code: 'grounding.output-exists',
    });
    await service.deriveReference({ ...given, modality: 'MR' }, out, options);
    expect((await readdir(out)).filter((name) => name.endsWith('.json'))).toHaveLength(2);
  });

  it('leaves no index behind when it is stopped', async () => {
    const controller = new AbortController();
    const stopped = createGroundingService(reading).deriveReference(await sources({}), out, {
      signal: controller.signal,
      progress: () => controller.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    const files = await readdir(out, { recursive: true }).catch(() => []);
    expect(files.filter((name) => name.includes('rsopid'))).toEqual([]);
  });
});
