import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { Problem } from '../../../shared/contract/common.ts';
import {
  type ReferenceDerivation,
  deriveReferenceSlice,
} from '../../../shared/domain/grounding/reference/derive-reference-slice.ts';
import type { SliceAxis } from '../../../shared/domain/volume/slice.ts';
import { encodeNpy } from '../../formats/npy.ts';
import type { Reports, ValueSlices } from '../../reader/protocol.ts';
import type { ReadingService } from '../reading/index.ts';
import type { IndexedScan, IndexedSlice, ReferenceInputs } from './reference-inputs.ts';
import { type ReferenceOutput, joinAsGiven } from './reference-output.ts';

/** Pixels that are asked for at once, so that a scan of thousands of slices never lies in memory whole. */
const BATCH_PIXELS = 64 * 1024 ** 2;
/** Names that are safe in every file system and lead nowhere else. */
const SAFE_ID = /^[\w-][\w.-]{0,199}$/;

export interface ScanRun {
  readonly modality: 'CT' | 'MR';
  readonly segmentations: string;
  readonly inputs: ReferenceInputs;
  readonly reading: ReadingService;
  readonly output: ReferenceOutput;
  readonly signal: AbortSignal;
  readonly problem: (problem: Problem) => void;
}

/** A slice of the index that can be derived. */
interface Placed {
  readonly slice: IndexedSlice;
  readonly report: Reports[number];
  /** Index as written, or counted from the end where it is negative. */
  readonly wanted: { readonly axis: SliceAxis; readonly index: number };
}

/** Takes one scan of the index through the pipeline's last step; what cannot be used becomes a problem, the rest goes on. */
export async function deriveScan(scan: IndexedScan, run: ScanRun): Promise<void> {
  const file = joinAsGiven(run.segmentations, scan.relDir, 'seg_scan_clean.nii.gz');
  if (!isBelow(scan.relDir)) {
    run.problem(problem('error', 'grounding.unsafe-name', { file, name: scan.relDir }));
    return;
  }
  if (!(await isThere(file))) {
    run.problem(problem('warning', 'grounding.no-segmentation', { file, scan: scan.scanId }));
    return;
  }
  const candidates = scan.slices.flatMap((slice) => withReport(slice, file, run));
  try {
    const request = { type: 'inspect', file: resolve(file) } as const;
    const facts = await run.reading.ask<'inspect'>(request, run.signal);
    if (facts.kind !== 'nifti') throw new AppError('formats.not-recognised', { file });
    const placed = candidates.flatMap((candidate) => place(candidate, { dims: facts.dims, file, run }));
    for (const batch of batches(placed, facts.dims)) await deriveBatch(batch, { scan, file, run });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    run.problem(problem('error', error.code, { ...error.params, file }));
  }
}

function withReport(
  slice: IndexedSlice,
  file: string,
  { inputs, problem: tell }: ScanRun,
): Omit<Placed, 'wanted'>[] {
  const { imageId } = slice;
  const report = inputs.reportById.get(imageId);
  if (report && SAFE_ID.test(imageId)) return [{ slice, report }];
  if (report) tell(problem('error', 'grounding.unsafe-name', { file, name: imageId }));
  else if (report === null) tell(problem('error', 'grounding.report-twice', { file, imageId }));
  else tell(problem('warning', 'grounding.no-report', { file, imageId }));
  return [];
}

/** The published pipeline takes indices as Python does: -1 is the last slice. That is told, but done. */
function place(
  candidate: Omit<Placed, 'wanted'>,
  { dims, file, run }: { dims: readonly [number, number, number]; file: string; run: ScanRun },
): Placed[] {
  const { imageId, axis, index } = candidate.slice;
  if (axis !== 0 && axis !== 1 && axis !== 2) {
    run.problem(problem('error', 'grounding.bad-axis', { file, imageId, axis }));
    return [];
  }
  const count = dims[axis];
  const counted = index < 0 ? index + count : index;
  if (!Number.isInteger(index) || counted < 0 || counted >= count) {
    run.problem(problem('error', 'grounding.slice-outside', { file, imageId, slice: index, count }));
    return [];
  }
  if (index < 0)
    run.problem(problem('warning', 'grounding.counted-from-end', { file, imageId, slice: index, counted }));
  return [{ ...candidate, wanted: { axis, index: counted } }];
}

function* batches(placed: readonly Placed[], dims: readonly [number, number, number]): Generator<Placed[]> {
  const voxels = dims[0] * dims[1] * dims[2];
  let batch: Placed[] = [];
  let pixels = 0;
  for (const one of placed) {
    batch.push(one);
    pixels += voxels / dims[one.wanted.axis];
    if (pixels < BATCH_PIXELS) continue;
    yield batch;
    batch = [];
    pixels = 0;
  }
  if (batch.length > 0) yield batch;
}

async function deriveBatch(
  batch: readonly Placed[],
  { scan, file, run }: { scan: IndexedScan; file: string; run: ScanRun },
): Promise<void> {
  const slices = batch.map(({ wanted }) => wanted);
  const cuts = await run.reading.ask<'read-values'>(
    { type: 'read-values', file: resolve(file), slices },
    run.signal,
  );
  for (const [position, { slice, report }] of batch.entries()) {
    run.signal.throwIfAborted();
    const cut = cuts[position]!;
    const derived = derive(cut, report, { file, run });
    if (!derived) continue;
    const entry = {
      scan_rserid: scan.scanId,
      scan_file: scan.file,
      slice_axis: slice.axis,
      slice_idx: slice.index,
      segment_scan_path: file,
      segment_slice_path: run.output.maskPath(slice.imageId),
      keywords_eng: derived.keywordsEn,
      keywords_de: derived.keywordsDe,
      bboxes: derived.boxes,
    };
    await run.output.add(slice.imageId, entry, maskFile(cut, derived, run.modality));
  }
}

function derive(
  cut: ValueSlices[number],
  report: Reports[number],
  { file, run }: { file: string; run: ScanRun },
): ReferenceDerivation | undefined {
  try {
    return deriveReferenceSlice(
      {
        values: cut.values,
        width: cut.width,
        height: cut.height,
        modality: run.modality,
        captionEn: report.en.caption,
        captionDe: report.de.caption,
      },
      run.inputs.keywords,
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    run.problem(problem('error', 'formats.not-labels', { file, detail: 'NaN' }));
    return undefined;
  }
}

/** CT masks are float32, MR masks int64, and both in the memory order that numpy has them in at this point. */
function maskFile(
  { width, height, columnStep, rowStep }: ValueSlices[number],
  { values }: ReferenceDerivation,
  modality: 'CT' | 'MR',
): Buffer {
  const isPlane = width > 1 && height > 1;
  // A CT slice is a view of the stored array: column-major only if the columns lie there gap-free. The MR ids are a new array,
  // which takes the order of its source's axes.
  const fortranOrder =
    isPlane &&
    (modality === 'CT' ? rowStep === 1 && columnStep === height : Math.abs(rowStep) < Math.abs(columnStep));
  return encodeNpy({ width, height, values, dtype: modality === 'CT' ? '<f4' : '<i8', fortranOrder });
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function isBelow(relDir: string): boolean {
  return !relDir.startsWith('/') && !/(^|[\\/])\.\.([\\/]|$)|^[A-Za-z]:|\0/.test(relDir);
}

function problem(
  severity: Problem['severity'],
  code: AppError['code'],
  params: { readonly file: string } & Readonly<Record<string, string | number>>,
): Problem {
  return { file: params.file, code, params: { ...params }, severity };
}
