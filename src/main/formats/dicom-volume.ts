import { AppError } from '../../shared/contract/app-error.ts';
import { type Affine, flipRasLps } from '../../shared/domain/volume/affine.ts';
import { planLpsReorientation } from '../../shared/domain/volume/reorientation.ts';
import type { SliceAxis } from '../../shared/domain/volume/slice.ts';
import { BUDGET } from './budget.ts';
import { type DicomSlice, readDicomSlice } from './dicom-object.ts';
import { decodeDicomPixels } from './dicom-pixels.ts';
import { normalOf, orderSeries } from './dicom-series.ts';
import type { FileNote } from './file-note.ts';
import { type LpsVolume, toLpsVolume } from './lps-volume.ts';

export interface DicomVolume {
  readonly volume: LpsVolume;
  /** What is to be known about a volume that can be used. */
  readonly warnings: readonly FileNote[];
  /** Images of the series that could not be read, each with its cause. */
  readonly failures: readonly FileNote[];
  /** Axis of the LPS volume along which the images are stacked, and the SOPInstanceUID of each position along it. */
  readonly stackAxis: SliceAxis;
  readonly sopInstanceUids: readonly string[];
}

/** A slice with its samples; the file's bytes are let go of once it is decoded. */
interface DecodedSlice extends Omit<DicomSlice, 'dataSet'> {
  /** Before rescale, row-major. */
  readonly values: Int32Array;
}

/**
 * A series as one LPS volume: ordered by geometry, whatever the files are called; each slice with its own rescale.
 * Images that cannot be read are left out and named.
 *
 * @throws AppError formats.too-large, and what the first image threw when none can be read
 */
export async function readDicomVolume(files: readonly string[]): Promise<DicomVolume> {
  const { decoded, warnings, failures } = await decodeAll(files);
  const { slices, notes } = orderSeries(decoded);
  const first = slices[0]!;
  const plane = first.rows * first.columns;
  const plan = planLpsReorientation(flipRasLps(stackAffine(slices)), [
    first.columns,
    first.rows,
    slices.length,
  ]);
  const read = (index: number): number => {
    const k = Math.floor(index / plane);
    const slice = slices[k]!;
    return slice.values[index - k * plane]! * slice.rescale[0] + slice.rescale[1];
  };
  const volume = toLpsVolume(plan, read, first.file);
  const stackAxis = plan.source.indexOf(2) as SliceAxis;
  const uids = slices.map(({ sopInstanceUid }) => sopInstanceUid);
  return {
    volume,
    failures,
    warnings: [...oneOfEachCode(warnings), ...notes],
    stackAxis,
    sopInstanceUids: plan.flip[stackAxis] ? uids.toReversed() : uids,
  };
}

async function decodeAll(
  files: readonly string[],
): Promise<{ decoded: DecodedSlice[]; warnings: FileNote[]; failures: FileNote[] }> {
  const decoded: DecodedSlice[] = [];
  const warnings: FileNote[] = [];
  const failures: FileNote[] = [];
  let firstError: AppError | undefined;
  let pixels = 0;
  for (const file of files) {
    try {
      const { dataSet: _dataSet, ...slice } = await decodeOne(file, warnings);
      decoded.push(slice);
      pixels += slice.values.length;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      firstError ??= error;
      failures.push({ code: error.code, params: { ...error.params, file } });
    }
    const bytes = pixels * Int32Array.BYTES_PER_ELEMENT;
    if (bytes > BUDGET.imageBytes)
      throw new AppError('formats.too-large', { file, bytes, limit: BUDGET.imageBytes });
  }
  if (decoded.length === 0) throw firstError ?? new AppError('formats.unreadable', { file: '?' });
  return { decoded, warnings, failures };
}

async function decodeOne(file: string, warnings: FileNote[]): Promise<DicomSlice & DecodedSlice> {
  const slice = await readDicomSlice(file);
  const { values, warning } = await decodeDicomPixels(slice);
  warnings.push(...slice.notes, ...(warning ? [warning] : []));
  return { ...slice, values };
}

/** A hundred slices with the same oddity are one remark, with the first of them as its example. */
function oneOfEachCode(notes: readonly FileNote[]): FileNote[] {
  return [...new Map(notes.toReversed().map((note) => [note.code, note])).values()].toReversed();
}

/** Stored index (column, row, slice) → LPS mm; the slice step is the mean one. */
function stackAffine(slices: readonly DecodedSlice[]): Affine {
  const first = slices[0]!;
  const { rowDirection: r, columnDirection: c, pixelSpacing, position: p } = first;
  const steps = slices.length - 1;
  const step =
    steps > 0
      ? slices.at(-1)!.position.map((value, axis) => (value - p[axis]!) / steps)
      : normalOf(first).map((value) => value * (first.sliceThicknessMm || 1));
  const [dy, dx] = pixelSpacing;
  return [...[0, 1, 2].flatMap((axis) => [r[axis]! * dx, c[axis]! * dy, step[axis]!, p[axis]!]), 0, 0, 0, 1];
}
