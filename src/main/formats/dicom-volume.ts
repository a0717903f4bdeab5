import { AppError, type ErrorParams } from '../../shared/contract/app-error.ts';
import type { ErrorCode } from '../../shared/contract/errors/index.ts';
import { type Affine, type Vector3, flipRasLps } from '../../shared/domain/volume/affine.ts';
import { planLpsReorientation } from '../../shared/domain/volume/reorientation.ts';
import { BUDGET } from './budget.ts';
import { type DicomSlice, readDicomSlice } from './dicom-object.ts';
import { decodeDicomPixels } from './dicom-pixels.ts';
import { type LpsVolume, toLpsVolume } from './lps-volume.ts';

export interface DicomVolume {
  readonly volume: LpsVolume;
  readonly warnings: {
    readonly code: ErrorCode;
    readonly params: ErrorParams & Record<string, string | number>;
  }[];
  /** SOPInstanceUID of each position along the LPS axis the slices were stacked on; empty when that is not the third. */
  readonly sopInstanceUids: string[];
}

/** Slices whose orientation differs by more than this belong to different volumes (direction cosines). */
const SAME_DIRECTION = 1e-3;
/** Positions closer than this are the same position, mm. */
const SAME_POSITION = 0.01;

/**
 * A series as one LPS volume: ordered by geometry (the projection of each position on the slice normal), whatever the files
 * are called; each slice with its own rescale.
 *
 * @throws AppError formats.mixed-series and whatever a single slice can throw
 */
export async function readDicomVolume(files: readonly string[]): Promise<DicomVolume> {
  const slices: DicomSlice[] = [];
  for (const file of files) slices.push(await readDicomSlice(file));
  const sorted = sortedByGeometry(slices);
  const warnings: DicomVolume['warnings'] = [...spacingWarnings(sorted), ...tiltWarnings(sorted)];
  const first = sorted[0]!;
  const plane = first.rows * first.columns;
  if (plane * sorted.length * 4 > BUDGET.imageBytes) {
    throw new AppError('formats.too-large', {
      file: first.file,
      bytes: plane * sorted.length * 4,
      limit: BUDGET.imageBytes,
    });
  }
  const values = new Float32Array(plane * sorted.length);
  for (const [k, slice] of sorted.entries()) {
    const { values: stored, warning } = await decodeDicomPixels(slice);
    if (warning && !warnings.some(({ code }) => code === warning.code))
      warnings.push({ ...warning, params: { ...warning.params } });
    const [slope, intercept] = slice.rescale;
    for (let i = 0; i < plane; i += 1) values[k * plane + i] = stored[i]! * slope + intercept;
  }
  const plan = planLpsReorientation(flipRasLps(stackAffine(sorted)), [
    first.columns,
    first.rows,
    sorted.length,
  ]);
  const volume = toLpsVolume(plan, (index) => values[index]!, [1, 0], first.file);
  const uids = sorted.map(({ sopInstanceUid }) => sopInstanceUid);
  const isAxialStack = plan.source[2] === 2;
  return { volume, warnings, sopInstanceUids: !isAxialStack ? [] : plan.flip[2] ? uids.toReversed() : uids };
}

function sortedByGeometry(slices: readonly DicomSlice[]): DicomSlice[] {
  const first = slices[0]!;
  const refuse = (slice: DicomSlice, detail: string): never => {
    throw new AppError('formats.mixed-series', { file: slice.file, detail });
  };
  for (const slice of slices) {
    if (slice.rows !== first.rows || slice.columns !== first.columns)
      refuse(slice, `${slice.columns} x ${slice.rows}`);
    const turn = Math.max(
      ...[0, 1, 2].map((axis) => Math.abs(normalOf(slice)[axis]! - normalOf(first)[axis]!)),
    );
    if (turn > SAME_DIRECTION) refuse(slice, 'ImageOrientationPatient');
  }
  const normal = normalOf(first);
  const depth = ({ position }: DicomSlice): number => dot(position, normal);
  const sorted = slices.toSorted((a, b) => depth(a) - depth(b));
  for (let i = 1; i < sorted.length; i += 1) {
    if (depth(sorted[i]!) - depth(sorted[i - 1]!) < SAME_POSITION)
      refuse(sorted[i]!, 'ImagePositionPatient ×2');
  }
  return sorted;
}

function spacingWarnings(sorted: readonly DicomSlice[]): DicomVolume['warnings'] {
  if (sorted.length < 3) return [];
  const normal = normalOf(sorted[0]!);
  const gaps = sorted
    .slice(1)
    .map((slice, i) => dot(slice.position, normal) - dot(sorted[i]!.position, normal));
  const [smallest, largest] = [Math.min(...gaps), Math.max(...gaps)];
  if (largest - smallest <= 0.05 * smallest + 0.02) return [];
  return [
    {
      code: 'formats.series-gap',
      params: { file: sorted[0]!.file, detail: `${smallest.toFixed(2)}–${largest.toFixed(2)} mm` },
    },
  ];
}

/** A gantry tilt shows as positions that do not advance along the normal. */
function tiltWarnings(sorted: readonly DicomSlice[]): DicomVolume['warnings'] {
  if (sorted.length < 2) return [];
  const step = subtract(sorted.at(-1)!.position, sorted[0]!.position);
  const cosine = Math.min(1, Math.abs(dot(step, normalOf(sorted[0]!))) / Math.hypot(...step));
  const degrees = (Math.acos(cosine) * 180) / Math.PI;
  if (degrees < 1) return [];
  return [
    { code: 'formats.gantry-tilt', params: { file: sorted[0]!.file, degrees: Number(degrees.toFixed(1)) } },
  ];
}

/** Stored index (column, row, slice) → LPS mm; the slice step is the mean one. */
function stackAffine(sorted: readonly DicomSlice[]): Affine {
  const { rowDirection: r, columnDirection: c, pixelSpacing, position: p } = sorted[0]!;
  const last = sorted.at(-1)!;
  const n = normalOf(sorted[0]!);
  const steps = sorted.length - 1;
  const thickness = Number(sorted[0]!.dataSet.string('x00180050') ?? 1) || 1;
  const s =
    steps > 0
      ? subtract(last.position, p).map((value) => value / steps)
      : n.map((value) => value * thickness);
  const [dy, dx] = pixelSpacing;
  return [...[0, 1, 2].flatMap((axis) => [r[axis]! * dx, c[axis]! * dy, s[axis]!, p[axis]!]), 0, 0, 0, 1];
}

function normalOf({ rowDirection: r, columnDirection: c }: DicomSlice): Vector3 {
  return [r[1] * c[2] - r[2] * c[1], r[2] * c[0] - r[0] * c[2], r[0] * c[1] - r[1] * c[0]];
}

function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function subtract(a: Vector3, b: Vector3): Vector3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}
