import { access } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import { classNameOf } from '../../../shared/domain/anatomy/classes.ts';
import { importedSlice } from '../../../shared/domain/grounding/imported-slice.ts';
import { DEFAULT_SWITCHES } from '../../../shared/domain/grounding/switches.ts';
import type { SliceGeometry } from '../../../shared/domain/volume/slice.ts';
import type { LoneSlice, Reports } from '../../reader/protocol.ts';
import type { SliceRecord } from '../../store/slice-store.ts';
import { extractedFrom } from '../extraction/index.ts';
import { defaultWindow } from './default-window.ts';
import type { ImportDeps, ImportRun } from './import-volume.ts';
import { pseudonym } from './pseudonym.ts';
import { type RefRad2dEntry, isBoxWithin, pairCount, parseEntry } from './refrad2d-entry.ts';
import type { FoundPairs, PlannedPairs } from './refrad2d-folder.ts';

/** Provenance of pairs that came ready-made. */
const EXTRACTOR = { extractor: 'refrad2d', extractorVersion: 'v3' } as const;

/** Slices in one transaction: the disk is waited for less often, and a kill costs no more than reading these again. */
const BATCH = 32;

/** Names that are safe in every file system and lead nowhere else. */
const SAFE_ID = /^[\w-][\w.-]{0,199}$/;

type Tell = ImportRun['problem'];

/** Reads an index, in its order. Entries that cannot be read are told, if anybody listens. @throws AppError formats.* */
async function entriesOf(
  { indexFile }: Pick<FoundPairs, 'indexFile'>,
  { reading }: Pick<ImportDeps, 'reading'>,
  { signal, problem }: { readonly signal: AbortSignal; readonly problem: Tell },
): Promise<RefRad2dEntry[]> {
  const index = await reading.ask<'read-json'>({ type: 'read-json', file: indexFile }, signal);
  if (!(index instanceof Map))
    throw new AppError('grounding.malformed-input', { file: indexFile, detail: '{image id: {…}}' });
  return [...(index as ReadonlyMap<string, unknown>)].flatMap(([imageId, value]) => {
    const entry = parseEntry(imageId, value);
    if (!('fault' in entry)) return [entry];
    problem(told('error', 'intake.bad-entry', { file: indexFile, imageId, detail: entry.fault }));
    return [];
  });
}

/** What a data set promises; entries without a pair are left out, as the published loaders pass them over. @throws AppError */
export async function planPairs(
  found: FoundPairs & { readonly reportsFile: string },
  deps: Pick<ImportDeps, 'reading'>,
  signal: AbortSignal,
): Promise<PlannedPairs> {
  const entries = await entriesOf(found, deps, { signal, problem: () => undefined });
  const counts = entries.map(pairCount).filter((count) => count > 0);
  return { ...found, slices: counts.length, pairs: counts.reduce((sum, count) => sum + count, 0) };
}

/**
 * Brings ready-made pairs in, slice by slice: picture, mask, captions, boxes and keywords as they are. Slices that are
 * already in the project are passed over, so a killed import goes on where it was.
 *
 * @throws AppError when the index or the reports cannot be used
 */
export async function importPairs(planned: PlannedPairs, deps: ImportDeps, run: ImportRun): Promise<void> {
  const entries = (await entriesOf(planned, deps, run)).filter((entry) => pairCount(entry) > 0);
  const ids = entries.map(({ imageId }) => imageId);
  const reports = await deps.reading.ask<'read-reports'>(
    { type: 'read-reports', file: planned.reportsFile, ids },
    run.signal,
  );
  const reportById = new Map(reports.map((report) => [report.id, report]));
  let unplaced = 0;
  let batch: SliceRecord[] = [];
  const flush = (): void => {
    deps.store.slices.saveAll(batch);
    batch = [];
  };
  for (const entry of entries) {
    run.signal.throwIfAborted();
    const report = deps.store.slices.has(entry.imageId)
      ? undefined
      : reportFor(entry, reportById, { planned, run });
    const slice = report && (await readSlice(entry, planned, { deps, run }));
    if (slice) batch.push(await toRecord(entry, slice, { report, planned, deps, run }));
    if (batch.length === BATCH) flush();
    if (slice && !slice.geometry) unplaced += 1;
    run.sliceDone();
  }
  flush();
  if (unplaced > 0)
    run.problem(told('warning', 'intake.no-spacing', { file: planned.indexFile, count: unplaced }));
}

/** The report of an entry that can be used. */
function reportFor(
  { imageId }: RefRad2dEntry,
  reportById: ReadonlyMap<string, Reports[number]>,
  { planned, run }: { planned: PlannedPairs; run: ImportRun },
): Reports[number] | undefined {
  if (!SAFE_ID.test(imageId)) {
    run.problem(told('error', 'grounding.unsafe-name', { file: planned.indexFile, name: imageId }));
    return undefined;
  }
  const report = reportById.get(imageId);
  if (!report) run.problem(told('error', 'grounding.no-report', { file: planned.reportsFile, imageId }));
  return report;
}

async function readSlice(
  entry: RefRad2dEntry,
  { root, indexFile }: PlannedPairs,
  { deps, run }: { deps: ImportDeps; run: ImportRun },
): Promise<LoneSlice | undefined> {
  const { imageId } = entry;
  const file = join(root, 'dicoms_anon', imageId.slice(0, 2), `${imageId}.dcm.zst`);
  const maskFile = await maskFileOf(entry, root);
  if (!maskFile) run.problem(told('warning', 'intake.no-mask', { file: indexFile, imageId }));
  try {
    const slice = await deps.reading.ask<'read-lone-slice'>(
      { type: 'read-lone-slice', file, maskFile },
      run.signal,
    );
    if (slice.mask?.ok === false) {
      const { code, params } = slice.mask.problem;
      run.problem(told('error', code, { ...params, file: maskFile! }));
    }
    return slice;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    run.problem(told('error', error.code, { ...error.params, file }));
    return undefined;
  }
}

/** The mask where the index says, if that is inside the data set, or where the published pipeline puts it. */
async function maskFileOf({ imageId, maskPath }: RefRad2dEntry, root: string): Promise<string | null> {
  const usual = join('segmented_slices_v3', imageId.slice(0, 2), `${imageId}.npy`);
  const named = maskPath !== null && !isAbsolute(maskPath) ? [normalize(maskPath)] : [];
  const inside = named.filter((path) => !path.startsWith('..'));
  for (const path of [...inside, usual, join('refrad2d_segment', usual)]) {
    const file = join(root, path);
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return null;
}

interface Around {
  readonly report: Reports[number];
  readonly planned: PlannedPairs;
  readonly deps: ImportDeps;
  readonly run: ImportRun;
}

async function toRecord(entry: RefRad2dEntry, slice: LoneSlice, around: Around): Promise<SliceRecord> {
  const { report, planned, deps } = around;
  const { imageId } = entry;
  const geometry = geometryOf(entry, slice);
  const mask = slice.mask?.ok ? slice.mask : null;
  const captions = captionsOf(report);
  const { pairs, omissions } = derive(entry, { slice, geometry, captions, around });
  const { blobs } = deps.store;
  const { samples } = slice;
  return {
    imageId,
    patient: pseudonym(slice.patientId || entry.scan),
    study: slice.studyInstanceUid || entry.scan,
    series: entry.scan,
    modality: planned.modality,
    bodyPart: report.bodyPart,
    clinicalInformation: report.en.clinicalInformation || report.de.clinicalInformation,
    question: report.en.question || report.de.question,
    volumeId: null,
    axis: entry.axis,
    index: entry.index,
    geometry,
    dtype: samples instanceof Int16Array ? 'int16' : 'float32',
    pixelsSha256: await blobs.put(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)),
    maskSha256: mask && (await blobs.put(mask.mask)),
    window: defaultWindow(planned.modality, samples),
    captions: captions.map((caption) => ({ ...caption, isOriginal: null })),
    pairs,
    omissions,
    provenance: {
      ...EXTRACTOR,
      derivation: 'imported',
      switches: null,
      segmentationFile: entry.segmentationFile,
      segmentationSha256: mask?.sha256 ?? null,
    },
  };
}

interface Caption {
  readonly language: 'de' | 'en';
  readonly text: string;
}

function captionsOf({ de, en }: Reports[number]): Caption[] {
  return (
    [
      ['de', de.caption],
      ['en', en.caption],
    ] as const
  ).flatMap(([language, text]) => (text ? [{ language, text: text.normalize('NFC') }] : []));
}

/** Keeps what fits picture and captions, and tells the rest. */
function derive(
  entry: RefRad2dEntry,
  {
    slice,
    geometry,
    captions,
    around,
  }: { slice: LoneSlice; geometry: SliceGeometry; captions: readonly Caption[]; around: Around },
): ReturnType<typeof importedSlice> {
  const { planned, deps, run } = around;
  const { imageId } = entry;
  const file = planned.indexFile;
  for (const detail of entry.unknown)
    run.problem(told('error', 'intake.unknown-class', { file, imageId, detail }));
  const mentioned = new Set(entry.keywords.map(({ classId }) => classId));
  const boxes = entry.boxes.filter(({ classId, box }) => {
    const fits = isBoxWithin(box, slice);
    if (!fits && mentioned.has(classId))
      run.problem(
        told('error', 'intake.box-outside', {
          file,
          imageId,
          box: box.join(', '),
          className: classNameOf(classId),
        }),
      );
    return fits;
  });
  const given = {
    mask: slice.mask?.ok ? slice.mask.mask : null,
    geometry,
    modality: planned.modality,
    captions: extractedFrom(deps.store, captions, deps.extractor).captions,
    switches: DEFAULT_SWITCHES,
  };
  return importedSlice(given, { keywords: entry.keywords, boxes }, ({ keyword, language }) =>
    run.problem(told('error', 'intake.keyword-not-in-caption', { file, imageId, keyword, language })),
  );
}

/** Directions of a slice of an LPS volume, as the pipeline turns it; what the image itself says comes first. */
function geometryOf({ axis }: RefRad2dEntry, { width, height, geometry }: LoneSlice): SliceGeometry {
  if (geometry) {
    const { sliceSpacingMm, ...rest } = geometry;
    return { width, height, ...rest, ...(sliceSpacingMm !== null && { sliceSpacingMm }) };
  }
  return {
    width,
    height,
    spacingMm: { x: 1, y: 1 },
    xDirection: axis === 0 ? [0, 1, 0] : [1, 0, 0],
    yDirection: axis === 2 ? [0, 1, 0] : [0, 0, -1],
    isAssumed: true,
  };
}

function told(
  severity: 'error' | 'warning',
  code: string,
  params: { readonly file: string } & Readonly<Record<string, string | number>>,
): Parameters<Tell>[0] {
  return { file: params.file, code, params: { ...params }, severity };
}
