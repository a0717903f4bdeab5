import type { Vector3 } from '../../shared/domain/volume/affine.ts';
import type { DicomSlice } from './dicom-object.ts';
import type { FileNote } from './file-note.ts';

/** What the order of slices depends on. */
export type PlacedSlice = Pick<
  DicomSlice,
  'file' | 'rows' | 'columns' | 'rowDirection' | 'columnDirection' | 'position' | 'instanceNumber'
>;

/** The slices of a series that make one volume, first to last along their normal, and what is to be said about the rest. */
export interface OrderedSeries<T extends PlacedSlice> {
  readonly slices: readonly T[];
  readonly notes: readonly FileNote[];
}

/** Slices whose normals differ by more than this belong to different volumes (direction cosines). */
const SAME_DIRECTION = 1e-3;
/** Positions closer than this are the same position, mm. */
const SAME_POSITION = 0.01;
/** Gaps that differ by more than this share of the smallest, plus 0.02 mm for rounded positions, are uneven. */
const EVEN_GAPS = 0.05;

/**
 * Orders a series by geometry, whatever its files are called: by the projection of each position on the slice normal. The
 * largest group of images with one matrix and one orientation is the volume; scouts and the like are left out with a
 * note, as are second images of a position (another echo, a copy): the one with the lowest instance number stays.
 */
export function orderSeries<T extends PlacedSlice>(slices: readonly T[]): OrderedSeries<T> {
  const [main = [], ...others] = groupByFrame(slices).toSorted((a, b) => b.length - a.length);
  const leftOut = others.flat();
  const ordered = main.toSorted(
    (a, b) =>
      depthOf(a, main[0]!) - depthOf(b, main[0]!) ||
      a.instanceNumber - b.instanceNumber ||
      (a.file < b.file ? -1 : 1),
  );
  const [kept, duplicates] = firstOfEachPosition(ordered);
  const notes: FileNote[] = [
    ...leftOut.slice(0, 1).map(({ file, rows, columns }) => ({
      code: 'formats.series-left-out' as const,
      params: { file, count: leftOut.length, detail: `${columns} x ${rows}` },
    })),
    ...duplicates.slice(0, 1).map(({ file }) => ({
      code: 'formats.series-duplicates' as const,
      params: { file, count: duplicates.length },
    })),
    ...gapNotes(kept),
    ...tiltNotes(kept),
  ];
  return { slices: kept, notes };
}

export function normalOf({
  rowDirection: r,
  columnDirection: c,
}: Pick<PlacedSlice, 'rowDirection' | 'columnDirection'>): Vector3 {
  return [r[1] * c[2] - r[2] * c[1], r[2] * c[0] - r[0] * c[2], r[0] * c[1] - r[1] * c[0]];
}

function groupByFrame<T extends PlacedSlice>(slices: readonly T[]): T[][] {
  const groups: T[][] = [];
  for (const slice of slices) {
    const group = groups.find(([first]) => isSameFrame(first!, slice));
    if (group) group.push(slice);
    else groups.push([slice]);
  }
  return groups;
}

function isSameFrame(a: PlacedSlice, b: PlacedSlice): boolean {
  const turn = (u: Vector3, v: Vector3): number =>
    Math.max(...u.map((value, axis) => Math.abs(value - v[axis]!)));
  return (
    a.rows === b.rows &&
    a.columns === b.columns &&
    turn(a.rowDirection, b.rowDirection) <= SAME_DIRECTION &&
    turn(a.columnDirection, b.columnDirection) <= SAME_DIRECTION
  );
}

function firstOfEachPosition<T extends PlacedSlice>(ordered: readonly T[]): [kept: T[], duplicates: T[]] {
  const kept: T[] = [];
  const duplicates: T[] = [];
  for (const slice of ordered) {
    const last = kept.at(-1);
    const isNew = !last || depthOf(slice, ordered[0]!) - depthOf(last, ordered[0]!) >= SAME_POSITION;
    (isNew ? kept : duplicates).push(slice);
  }
  return [kept, duplicates];
}

/** Where a slice lies along the series' normal, mm. */
function depthOf({ position }: PlacedSlice, first: PlacedSlice): number {
  return dot(position, normalOf(first));
}

function gapNotes(slices: readonly PlacedSlice[]): FileNote[] {
  if (slices.length < 3) return [];
  const first = slices[0]!;
  const gaps = slices.slice(1).map((slice, i) => depthOf(slice, first) - depthOf(slices[i]!, first));
  const [smallest, largest] = [Math.min(...gaps), Math.max(...gaps)];
  if (largest - smallest <= EVEN_GAPS * smallest + 0.02) return [];
  // Along the table, as distances are given everywhere: under a tilt that is farther than along the normal.
  const along = (gap: number): string => (gap / tiltCosine(slices)).toFixed(2);
  const detail = `${along(smallest)}–${along(largest)} mm`;
  return [{ code: 'formats.series-gap', params: { file: first.file, detail } }];
}

/** A gantry tilt shows as positions that do not advance along the normal: the cosine of the angle between the two. */
function tiltCosine(slices: readonly PlacedSlice[]): number {
  const [first, last] = [slices[0]!, slices.at(-1)!];
  const step = last.position.map((value, axis) => value - first.position[axis]!) as unknown as Vector3;
  return Math.min(1, Math.abs(dot(step, normalOf(first))) / Math.hypot(...step));
}

function tiltNotes(slices: readonly PlacedSlice[]): FileNote[] {
  if (slices.length < 2) return [];
  const [first] = slices;
  const degrees = (Math.acos(tiltCosine(slices)) * 180) / Math.PI;
  if (degrees < 1) return [];
  return [
    { code: 'formats.gantry-tilt', params: { file: first!.file, degrees: Number(degrees.toFixed(1)) } },
  ];
}

function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
