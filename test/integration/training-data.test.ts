import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TrainingDataSettings, writeTrainingData } from '../../src/main/services/exchange/index.ts';
import { createReviewService } from '../../src/main/services/review/index.ts';
import { createSnapshotsService } from '../../src/main/services/snapshots/index.ts';
import { type ProjectStore, createProject } from '../../src/main/store/project-store.ts';
import type { SliceRecord } from '../../src/main/store/slice-store.ts';
import { SNAPSHOT_DEFAULTS } from '../../src/shared/contract/snapshots.ts';
import { classId } from '../../src/shared/domain/anatomy/classes.ts';
import { createLexiconExtractor } from '../../src/shared/domain/mention/lexicon-extractor.ts';
import type { Language, Mention } from '../../src/shared/domain/mention/mention.ts';
import type { Verdict } from '../../src/shared/domain/review/verdict.ts';
import { sliceRecord } from '../support/slice-record.ts';
import { loadAsPublished } from '../support/published-loader.ts';
import { verdictOn } from '../support/verdict.ts';

const at = '2026-01-01T00:00:00.000Z';
const clock = { now: () => Date.parse(at), monotonic: () => 0 };
const lexicon = createLexiconExtractor();
const TEXTS = { de: 'Leber und Milz regelrecht.', en: 'Normal liver and spleen.' } as const;
const SETTINGS: TrainingDataSettings = {
  captions: 'original',
  translations: false,
  questions: true,
  incomplete: 'ground',
};

let dir: string;
let store: ProjectStore;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'training-data-'));
  store = createProject(join(dir, 'project'), 'Test', { at });
  const maskSha256 = await store.blobs.put(new Uint8Array(16).fill(5));
  // P-0 to P-4, each with two slices; on each a liver (odd pair ids) and a spleen (even ones), named in both languages.
  for (let n = 0; n < 10; n += 1) {
    const pixelsSha256 = await store.blobs.put(new Uint8Array(32).fill(n));
    store.slices.save({ ...bilingual(n), pixelsSha256, maskSha256 });
  }
});
afterEach(async () => {
  store.close();
  await rm(dir, { recursive: true, force: true });
});

function bilingual(number: number): SliceRecord {
  const base = sliceRecord(number);
  const [pair] = base.pairs;
  const found = (language: Language, id: number): Mention[] =>
    lexicon.extract(TEXTS[language], language).filter(({ classIds }) => classIds.includes(classId(id)));
  const of = (id: number) => ({
    ...pair!,
    classId: classId(id),
    regionClassIds: [classId(id)],
    mentions: [...found('de', id), ...found('en', id)],
  });
  return {
    ...base,
    patient: `P-${number % 5}`,
    modality: 'CT',
    captions: (['de', 'en'] as const).map((language) => ({
      language,
      text: TEXTS[language],
      isOriginal: null,
    })),
    pairs: [of(5), of(1)],
  };
}

/** Decides, takes a snapshot in which P-3 validates and P-4 is gold, and writes it. */
async function written(
  decisions: Readonly<Record<number, Verdict>>,
  { settings = SETTINGS, undecidedWeight = 0 } = {},
) {
  let id = 0;
  const review = createReviewService({
    store,
    clock,
    newId: () => `d${(id += 1)}`,
    publish: () => undefined,
  });
  review.setReviewer('R');
  for (const [pairId, verdict] of Object.entries(decisions))
    review.decide(verdictOn(review.pair(Number(pairId)), { verdict, correction: null }));
  const snapshots = createSnapshotsService({ store, clock });
  const made = await snapshots.create({
    settings: { ...SNAPSHOT_DEFAULTS, undecidedWeight, split: { train: 1, val: 0, gold: 0 } },
    named: { val: ['P-3'], gold: ['P-4'] },
  });
  const target = join(dir, 'data');
  const work = { signal: new AbortController().signal, onProgress: () => undefined };
  const { snapshot } = await snapshots.open(made.id);
  const request = { id: made.id, snapshot, settings, dir: target };
  const summary = await writeTrainingData(request, { store, lexicon }, work);
  const json = async (name: string) =>
    JSON.parse(await readFile(join(target, name), 'utf8')) as Record<string, unknown>;
  const segments = (await json('refrad2d_segment/rsopid_2_segment_v3_ct.json')) as Record<
    string,
    { bboxes: number[][]; keywords_eng: [string, string, number][] }
  >;
  const rows = (await parquetReadObjects({
    file: await asyncBufferFromFile(join(target, 'refrad2d_vqa_dataset.parquet')),
  })) as { rsopid: string; english: { CleanedSentence: string }; german: { CleanedSentence: string } }[];
  return {
    summary,
    target,
    segments,
    rows,
    splits: await json('splits.json'),
    manifest: await json('manifest.json'),
    id: made.id,
  };
}

const accept: Verdict = { kind: 'accept' };
const every = (count: number): Record<number, Verdict> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [n + 1, accept]));

describe('a snapshot as a data set for training', () => {
  it('holds those who train and validate in the splits of the snapshot, and nobody who judges', async () => {
    const { splits, segments, rows, summary, target, manifest, id } = await written(every(20));
    expect(splits).toEqual(
      Object.fromEntries(
        [0, 1, 2, 5, 6, 7]
          .map((n) => [`image-${n}`, 'train'])
          .concat([3, 8].map((n) => [`image-${n}`, 'val'])),
      ),
    );
    expect(Object.keys(segments)).not.toContain('image-4');
    expect(rows.map(({ rsopid }) => rsopid)).not.toContain('image-9');
    expect(await readdir(join(target, 'dicoms_anon', 'im'))).toHaveLength(8);
    expect(summary).toMatchObject({
      slices: { train: 6, val: 2 },
      boxes: { train: 12, val: 4 },
      patients: 4,
      notTaught: { gold: 2 },
    });
    expect(manifest).toMatchObject({ format: 'refrad2d', purpose: 'training', snapshot: id });
  });

  it('is read by the published loaders, who find boxes and words of both languages', async () => {
    const { target } = await written(every(20));
    const train = await loadAsPublished(target, 'train', 'ct');
    // One sample for each caption, and here all slices have the same.
    expect(train.map(({ id }) => id)).toEqual(['image-0']);
    expect(train[0]!.entry).toMatchObject({
      keywords_eng: [
        ['spleen', 'spleen', 1],
        ['liver', 'liver', 5],
      ],
      bboxes: [
        [0, 0, 2, 2, 1],
        [0, 0, 2, 2, 5],
      ],
    });
    expect(await loadAsPublished(target, 'test', 'ct')).toEqual([]);
  });

  it('takes rejects as what they are: no box for a wrong region, no caption that names what is not there', async () => {
    const { segments, rows, summary } = await written({
      ...every(20),
      1: { kind: 'region-wrong', reason: 'too-large' },
      3: { kind: 'mention-wrong', reason: 'not-on-slice' },
      5: { kind: 'mention-wrong', reason: 'wrong-class' },
    });
    expect(segments['image-0']!.bboxes.map(([, , , , id]) => id)).toEqual([1]);
    expect(segments['image-1']).toBeUndefined();
    expect(rows.map(({ rsopid }) => rsopid)).not.toContain('image-1');
    expect(segments['image-2']!.bboxes.map(([, , , , id]) => id)).toEqual([1]);
    expect(rows.find(({ rsopid }) => rsopid === 'image-2')!.english.CleanedSentence).toBe(TEXTS.en);
    expect(summary.notTaught).toEqual({
      gold: 2,
      presence: 1,
      absence: 2,
      'caption-refuted': 2,
      'no-caption': 1,
    });
  });

  it('does not teach to leave a structure untagged, where that is asked for', async () => {
    const { segments, rows, summary } = await written(
      { ...every(20), 1: { kind: 'region-wrong', reason: 'too-large' } },
      { settings: { ...SETTINGS, incomplete: 'report' } },
    );
    expect(segments['image-0']!.bboxes).toEqual([]);
    expect(rows.map(({ rsopid }) => rsopid)).toContain('image-0');
    expect(summary.notTaught).toMatchObject({ incomplete: 1, presence: 1 });
  });

  it('writes a share of the undecided pairs that is their weight, always the same ones', async () => {
    const first = await written({ 1: accept }, { undecidedWeight: 0.5 });
    const { weight = 0 } = first.summary.notTaught;
    expect(weight).toBeGreaterThan(2);
    expect(weight).toBeLessThan(14);
    expect(first.summary.boxes.train + first.summary.boxes.val).toBe(16 - weight);
    await rm(first.target, { recursive: true });
    expect((await written({}, { undecidedWeight: 0.5 })).summary).toEqual(first.summary);
  });
});
