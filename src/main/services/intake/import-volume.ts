import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { Problem } from '../../../shared/contract/common.ts';
import { deriveSlice } from '../../../shared/domain/grounding/derive-slice.ts';
import type { MentionExtractor } from '../../../shared/domain/mention/mention.ts';
import { type SliceAxis, sliceGeometry } from '../../../shared/domain/volume/slice.ts';
import type { CaptionRow, LabelFacts, VolumeFacts } from '../../reader/protocol.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { SliceRecord } from '../../store/slice-store.ts';
import { extractedFrom } from '../extraction/index.ts';
import { switchesOf } from '../grounding/index.ts';
import { volumeCacheFile } from '../pixels/index.ts';
import type { ReadingService } from '../reading/index.ts';
import { cutSlices } from './cut-slices.ts';
import { defaultWindow } from './default-window.ts';
import { showsAir, warnOfDoubts } from './doubts.ts';
import { madeAhead } from './made-ahead.ts';
import { type PlannedVolume, sameGrid } from './plan.ts';
import { pseudonym } from './pseudonym.ts';

export interface ImportDeps {
  readonly store: ProjectStore;
  readonly reading: ReadingService;
  readonly extractor: MentionExtractor;
}

export interface ImportRun {
  readonly signal: AbortSignal;
  readonly problem: (problem: Problem) => void;
  /** Called after each captioned slice, new or already there. */
  readonly sliceDone: () => void;
}

/** Where a captioned slice lies in its volume. */
interface Placed {
  readonly row: CaptionRow;
  readonly axis: SliceAxis;
  readonly index: number;
}

/**
 * Brings one volume in: decode, cut the captioned slices and their masks, find mentions, derive pairs, keep. Slices that are
 * already in the project are passed over, so a killed import goes on where it was.
 *
 * @throws AppError when the image itself cannot be used
 */
export async function importVolume(planned: PlannedVolume, deps: ImportDeps, run: ImportRun): Promise<void> {
  const pending = planned.captions.filter(({ imageId }) => !deps.store.slices.has(imageId));
  for (let done = pending.length; done < planned.captions.length; done += 1) run.sliceDone();
  if (pending.length === 0) return;
  const incoming = join(deps.store.volumeCacheDir, `${INCOMING}${shortHash(planned.key)}.raw`);
  const volume = await deps.reading.ask<'read-volume'>(
    { type: 'read-volume', source: planned.source, outFile: incoming },
    run.signal,
  );
  const file = planned.source.kind === 'nifti' ? planned.source.file : planned.source.files[0]!;
  const report = (notes: typeof volume.warnings, severity: 'warning' | 'error'): void => {
    for (const note of notes) run.problem({ file: note.params.file, ...note, severity });
  };
  report(volume.warnings, 'warning');
  report(volume.failures, 'error');
  const placed = pending.flatMap((row) => place(row, volume, { file, run }));
  const segmentation = await segmentationFor(planned, volume, { deps, run });
  const labels = segmentation ? await labelSlices(segmentation, planned, { placed, deps, run }) : undefined;
  const volumeId = deps.store.volumes.save({
    key: planned.key,
    source: planned.source,
    dims: volume.dims,
    affineLps: volume.affineLps,
    dtype: volume.dtype,
    sha256: volume.sha256,
    modality: planned.modality,
    segmentationFile: segmentation ?? null,
    segmentationSha256: labels?.sha256 ?? null,
  });
  const raw = volumeCacheFile(deps.store, volumeId);
  await rename(incoming, raw);
  await using handle = await open(raw, 'r');
  let hasAir = false;
  const cut = cutSlices(handle, volume, placed);
  const records = madeAhead(cut, SLICES_AHEAD, ({ position, row, axis, index, samples }) => {
    hasAir ||= showsAir(samples);
    const mask = labels?.slices[position]?.mask ?? null;
    return toRecord(
      { planned, volume, row, axis, index, samples, mask, volumeId, segmentation, labels },
      deps,
    );
  });
  for await (const record of records) {
    run.signal.throwIfAborted();
    deps.store.slices.save(record);
    run.sliceDone();
  }
  if (placed.length > 0) warnOfDoubts(planned, { file, segmentation, hasAir, run });
}

/** Whose pictures and masks are being written while one is kept. */
const SLICES_AHEAD = 4;

const INCOMING = 'incoming-';

/** Removes the decoded volumes that a killed import left half written or unclaimed. */
export async function clearIncoming({ volumeCacheDir }: Pick<ProjectStore, 'volumeCacheDir'>): Promise<void> {
  await mkdir(volumeCacheDir, { recursive: true });
  for (const name of await readdir(volumeCacheDir))
    if (name.startsWith(INCOMING)) await rm(join(volumeCacheDir, name), { force: true });
}

function place(
  row: CaptionRow,
  volume: VolumeFacts,
  { file, run }: { file: string; run: ImportRun },
): Placed[] {
  // An image that is named by its UID lies where the series has it, whatever else the row says.
  const byUid = volume.sopInstanceUids.indexOf(row.imageId);
  const [axis, index] = byUid >= 0 ? [volume.stackAxis, byUid] : [row.axis, row.slice];
  if (index !== null && index < volume.dims[axis]) return [{ row, axis, index }];
  run.problem({
    file,
    code: 'intake.slice-outside',
    params: { file, imageId: row.imageId, slice: index ?? '?', count: volume.dims[axis] },
    severity: 'error',
  });
  run.sliceDone();
  return [];
}

/** The first label map whose grid is the volume's. One that does not fit is worse than none: it is reported and left out. */
async function segmentationFor(
  planned: PlannedVolume,
  volume: VolumeFacts,
  { deps, run }: { deps: ImportDeps; run: ImportRun },
): Promise<string | undefined> {
  for (const file of planned.segmentations) {
    try {
      const facts = await deps.reading.ask<'inspect'>({ type: 'inspect', file }, run.signal);
      if (facts.kind === 'nifti' && sameGrid(facts, volume)) return file;
      if (planned.source.kind === 'nifti') {
        run.problem({
          file,
          code: 'intake.segmentation-misfit',
          params: { file, volume: planned.key },
          severity: 'error',
        });
      }
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      run.problem({ file, code: error.code, params: { ...error.params }, severity: 'error' });
    }
  }
  return undefined;
}

async function labelSlices(
  file: string,
  planned: PlannedVolume,
  { placed, deps, run }: { placed: readonly Placed[]; deps: ImportDeps; run: ImportRun },
): Promise<LabelFacts | undefined> {
  const slices = placed.map(({ axis, index }) => ({ axis, index }));
  try {
    return await deps.reading.ask<'read-labels'>(
      { type: 'read-labels', file, modality: planned.modality, slices },
      run.signal,
    );
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    run.problem({ file, code: error.code, params: { ...error.params }, severity: 'error' });
    return undefined;
  }
}

interface SliceParts {
  readonly planned: PlannedVolume;
  readonly volume: VolumeFacts;
  readonly row: CaptionRow;
  readonly axis: SliceAxis;
  readonly index: number;
  readonly samples: Int16Array | Float32Array;
  readonly mask: Uint8Array | null;
  readonly volumeId: number;
  readonly segmentation: string | undefined;
  readonly labels: LabelFacts | undefined;
}

async function toRecord(parts: SliceParts, { store, extractor }: ImportDeps): Promise<SliceRecord> {
  const { planned, volume, row, axis, index, samples, mask } = parts;
  const geometry = sliceGeometry(volume.affineLps, volume.dims, row.axis);
  const captions = (
    [
      ['de', row.captionDe],
      ['en', row.captionEn],
    ] as const
  ).flatMap(([language, text]) => (text === null ? [] : [{ language, text }]));
  const switches = switchesOf(store);
  const { captions: extracted, ...by } = extractedFrom(store, captions, extractor);
  const given = { mask, geometry, modality: planned.modality, captions: extracted, switches };
  const { pairs, omissions } = deriveSlice(given);
  const [pixelsSha256, maskSha256] = await Promise.all([
    store.blobs.put(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)),
    mask && store.blobs.put(mask),
  ]);
  return {
    imageId: row.imageId,
    patient: pseudonym(planned.patient),
    study: planned.study,
    series: planned.series,
    modality: planned.modality,
    bodyPart: row.bodyPart || planned.bodyPart,
    clinicalInformation: row.clinicalInformation,
    question: row.question,
    volumeId: parts.volumeId,
    axis,
    index,
    geometry,
    dtype: volume.dtype,
    pixelsSha256,
    maskSha256,
    window: defaultWindow(planned.modality, samples),
    captions: captions.map((caption) => ({ ...caption, isOriginal: null })),
    pairs,
    omissions,
    provenance: {
      ...by,
      derivation: 'default',
      switches,
      segmentationFile: parts.segmentation ?? null,
      segmentationSha256: parts.labels?.sha256 ?? null,
    },
  };
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
