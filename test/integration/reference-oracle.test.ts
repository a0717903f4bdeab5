import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, symlink } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readValueSlices } from '../../src/main/formats/nifti-value-slices.ts';
import { decodeDicomPixels } from '../../src/main/formats/dicom-pixels.ts';
import { readLoneDicomImage } from '../../src/main/formats/dicom-object.ts';
import { componentBoxes, mergedBoxes } from '../../src/shared/domain/grounding/reference/boxes.ts';
import type { ReferenceBox } from '../../src/shared/domain/grounding/reference/boxes.ts';
import type { ReferenceKeyword } from '../../src/shared/domain/grounding/reference/keywords.ts';
import { referenceLabels } from '../../src/shared/domain/grounding/reference/labels.ts';
import {
  REFERENCE_TASK,
  detectionTarget,
  referencePrompt,
  segmentationTarget,
} from '../../src/shared/domain/grounding/reference/targets.ts';
import { modelBox } from '../../src/shared/domain/grounding/tokens.ts';
import { modelInput, modelMask } from '../../src/shared/domain/image/model-input.ts';
import { hasSharedData, sharedData } from '../support/shared-data.ts';

const run = promisify(execFile);
const cli = join(import.meta.dirname, '..', '..', 'src', 'main', 'hosts', 'cli', 'main.ts');

/** What the published code made of a slice; see the README of the shared data. */
interface Case {
  readonly image_id: string;
  readonly slice_axis: 0 | 1 | 2;
  readonly slice_idx: number;
  readonly shape: readonly [number, number];
  readonly labels_unified: readonly number[];
  readonly boxes_components: readonly ReferenceBox[];
  readonly boxes_merged: readonly ReferenceBox[];
  readonly caption_eng: string;
  readonly caption_de: string;
  readonly keywords_eng: readonly ReferenceKeyword[];
  readonly keywords_de: readonly ReferenceKeyword[];
  readonly loader: Readonly<Record<'detect_english' | 'detect_german', Detect>> &
    Readonly<Record<'segment_english' | 'segment_german', Segment>> & {
      readonly image_224: Readonly<Record<'medgemma' | 'dataset_stats' | 'min_max', Picture>>;
    };
}
interface Detect {
  readonly prefix_full: string;
  readonly target: string;
  readonly boxes_224: readonly (readonly number[])[];
}
interface Segment {
  readonly prefix_full: string;
  readonly target: string;
  readonly mask_keywords: readonly (readonly [string, number])[];
  readonly mask_pixels_224: readonly number[];
  readonly mask_sha256_uint8: readonly string[];
}
interface Picture {
  readonly channels: readonly {
    readonly min: number;
    readonly max: number;
    readonly mean: number;
    readonly std: number;
    readonly grid_stride28_from14: readonly (readonly number[])[];
  }[];
}

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const oracle = (...parts: string[]): string => sharedData('oracle', ...parts);
const cases = hasSharedData
  ? (['ct', 'mr'] as const).flatMap((modality) =>
      (json(oracle(modality, 'expected', 'cases.json')) as Case[]).map((one) => ({
        name: `${modality} axis ${one.slice_axis} ${one.image_id}`,
        modality,
        one,
      })),
    )
  : [];
const MODALITY = { ct: 'CT', mr: 'MR' } as const;

describe.skipIf(!hasSharedData)('derive --mode reference against the published pipeline', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'oracle-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it.each(['ct', 'mr'] as const)(
    'writes its %s output byte for byte, from an index with deliberately bad entries',
    async (modality) => {
      const cwd = join(dir, modality);
      await mkdir(cwd);
      await symlink(oracle(modality, 'inputs'), join(cwd, 'inputs'));
      const args = ['derive', '--json', '--mode', 'reference', '--modality', MODALITY[modality]];
      for (const [option, file] of [
        ['scan-index', 'scan_index.json'],
        ['segmentations', 'segmentations'],
        ['reports', 'reports.json'],
        ['keywords-en', 'keywords_en.json'],
        ['keywords-de', 'keywords_de.json'],
      ])
        args.push(`--${option}`, `inputs/${file}`);
      const outcome = await run(process.execPath, [cli, ...args, '--out', 'expected'], { cwd }).catch(
        (error: unknown) => error as { code: number; stdout: string },
      );
      // 3: done, with problems.
      expect('code' in outcome && outcome.code).toBe(3);
      const { problems } = JSON.parse(outcome.stdout) as { problems: { code: string }[] };
      expect(problems.map(({ code }) => code)).toEqual([
        'grounding.no-report',
        'grounding.bad-axis',
        'grounding.slice-outside',
        'grounding.counted-from-end',
        'grounding.no-segmentation',
      ]);
      const files = await filesBelow(join(cwd, 'expected'));
      const expected = await filesBelow(oracle(modality, 'expected'));
      expect(files).toEqual(expected.filter((file) => file !== 'cases.json'));
      for (const file of files) {
        const [ours, theirs] = await Promise.all(
          [join(cwd, 'expected', file), oracle(modality, 'expected', file)].map((path) => readFile(path)),
        );
        expect(ours!.equals(theirs!), file).toBe(true);
      }
    },
    30_000,
  );
});

describe.skipIf(!hasSharedData).each(cases)('$name', ({ modality, one }) => {
  const [height, width] = one.shape;
  const size = { width, height };
  const maskAndLabels = async () => {
    const { scan_rserid: scan } = (
      json(oracle(modality, 'expected', `rsopid_2_segment_v3_${modality}.json`)) as Record<
        string,
        { scan_rserid: string }
      >
    )[one.image_id]!;
    const file = oracle(modality, 'inputs', 'segmentations', scan.slice(0, 2), scan, 'seg_scan_clean.nii.gz');
    const [slice] = await readValueSlices(file, [{ axis: one.slice_axis, index: one.slice_idx }]);
    return { slice: slice!, labels: referenceLabels(slice!.values, MODALITY[modality]) };
  };

  it('has the boxes and labels of the published code, merged and per component', async () => {
    const { slice, labels } = await maskAndLabels();
    expect([slice.height, slice.width]).toEqual(one.shape);
    expect([...labels.present].toSorted((a, b) => a - b)).toEqual(one.labels_unified);
    expect(mergedBoxes(labels.mask, size)).toEqual(one.boxes_merged);
    expect(componentBoxes(labels.mask, size)).toEqual(one.boxes_components);
  });

  it('has the detection targets of the published loader in both languages', () => {
    const { detect_english, detect_german } = one.loader;
    const given = { boxes: one.boxes_merged, size };
    expect(detectionTarget(one.caption_eng, one.keywords_eng, given)).toBe(detect_english.target);
    expect(detectionTarget(one.caption_de, one.keywords_de, given)).toBe(detect_german.target);
    expect(referencePrompt(REFERENCE_TASK.detect.en)).toBe(detect_english.prefix_full);
    expect(referencePrompt(REFERENCE_TASK.detect.de)).toBe(detect_german.prefix_full);
    const scaled = one.boxes_merged.map(([x1, y1, x2, y2]) => modelBox([x1, y1, x2, y2], size));
    expect(scaled).toEqual(detect_english.boxes_224);
  });

  it('has the segmentation targets and masks of the published loader in both languages', async () => {
    const { labels } = await maskAndLabels();
    const resized = modelMask(labels.values, size);
    const present = new Set(resized);
    for (const [language, caption, keywords] of [
      ['english', one.caption_eng, one.keywords_eng],
      ['german', one.caption_de, one.keywords_de],
    ] as const) {
      const expected = one.loader[`segment_${language}`];
      const { text, masks } = segmentationTarget(caption, keywords, present);
      expect(text).toBe(expected.target);
      expect(masks).toEqual(expected.mask_keywords);
      const binary = masks.map(([, id]) => Uint8Array.from(resized, (value) => Number(value === id)));
      expect(binary.map((mask) => mask.reduce((sum, pixel) => sum + pixel, 0))).toEqual(
        expected.mask_pixels_224,
      );
      expect(binary.map((mask) => createHash('sha256').update(mask).digest('hex'))).toEqual(
        expected.mask_sha256_uint8,
      );
      const task = REFERENCE_TASK.segment[language === 'english' ? 'en' : 'de'];
      expect(referencePrompt(task)).toBe(expected.prefix_full);
    }
  });

  it.each([
    ['medgemma', 'medgemma'],
    ['dataset-stats', 'dataset_stats'],
    ['min-max', 'min_max'],
  ] as const)('has the model input of the published loader, %s', async (normalisation, name) => {
    const id = one.image_id;
    const dicom = await readLoneDicomImage(
      oracle(modality, 'inputs', 'dicoms_anon', id.slice(0, 2), `${id}.dcm.zst`),
    );
    const { values } = await decodeDicomPixels(dicom);
    const [slope, intercept] = dicom.rescale;
    const samples = Float32Array.from(values, (value) => value * slope + intercept);
    const input = modelInput({ samples, ...size, modality: MODALITY[modality] }, normalisation);
    for (const [position, expected] of one.loader.image_224[name].channels.entries()) {
      const channel = input.subarray(position * 224 * 224, (position + 1) * 224 * 224);
      const mean = channel.reduce((sum, value) => sum + value, 0) / channel.length;
      const spread = channel.reduce((sum, value) => sum + (value - mean) ** 2, 0) / channel.length;
      near(Math.min(...channel), expected.min);
      near(Math.max(...channel), expected.max);
      near(mean, expected.mean);
      near(Math.sqrt(spread), expected.std);
      for (const [row, values_] of expected.grid_stride28_from14.entries()) {
        for (const [column, value] of values_.entries())
          near(channel[(14 + 28 * row) * 224 + 14 + 28 * column]!, value);
      }
    }
  });
});

/** The tolerance that the model input has to keep. */
function near(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-4);
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}
