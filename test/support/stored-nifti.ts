import { gzipSync } from 'node:zlib';

/** A sample type that NIfTI knows and that is read here: its code in the header and how a number is written as it. */
export const DATATYPES = {
  uint8: {
    code: 2,
    bytes: 1,
    write: (view: DataView, at: number, value: number) => view.setUint8(at, value),
  },
  int8: {
    code: 256,
    bytes: 1,
    write: (view: DataView, at: number, value: number) => view.setInt8(at, value),
  },
  int16: {
    code: 4,
    bytes: 2,
    write: (view: DataView, at: number, value: number, le: boolean) => view.setInt16(at, value, le),
  },
  uint16: {
    code: 512,
    bytes: 2,
    write: (view: DataView, at: number, value: number, le: boolean) => view.setUint16(at, value, le),
  },
  int32: {
    code: 8,
    bytes: 4,
    write: (view: DataView, at: number, value: number, le: boolean) => view.setInt32(at, value, le),
  },
  uint32: {
    code: 768,
    bytes: 4,
    write: (view: DataView, at: number, value: number, le: boolean) => view.setUint32(at, value, le),
  },
  float32: {
    code: 16,
    bytes: 4,
    write: (view: DataView, at: number, value: number, le: boolean) => view.setFloat32(at, value, le),
  },
  float64: {
    code: 64,
    bytes: 8,
    write: (view: DataView, at: number, value: number, le: boolean) => view.setFloat64(at, value, le),
  },
  int64: {
    code: 1024,
    bytes: 8,
    write: (view: DataView, at: number, value: number, le: boolean) =>
      view.setBigInt64(at, BigInt(value), le),
  },
  uint64: {
    code: 1280,
    bytes: 8,
    write: (view: DataView, at: number, value: number, le: boolean) =>
      view.setBigUint64(at, BigInt(value), le),
  },
} as const;
export type Datatype = keyof typeof DATATYPES;

type Triple = readonly [number, number, number];
type Axis = 0 | 1 | 2;

/** How to store a volume: stored axis s runs along LPS axis `axes[s]`, backwards where `flips[s]`. */
export interface Storage {
  readonly axes: readonly [Axis, Axis, Axis];
  readonly flips: readonly [boolean, boolean, boolean];
  readonly datatype: Datatype;
  readonly littleEndian: boolean;
  readonly version: 1 | 2;
  readonly affineIn: 'sform' | 'qform';
  /** value = stored * slope + intercept. */
  readonly scaling: readonly [slope: number, intercept: number];
  readonly gzip: boolean;
}

/** A volume in LPS order with even spacing along the patient's axes. */
export interface SimpleVolume {
  readonly dims: Triple;
  readonly spacingMm: Triple;
  /** LPS mm of voxel (0, 0, 0). */
  readonly originMm: Triple;
  /** Stored values before scaling, i fastest. */
  readonly stored: readonly number[];
}

/** Writes a NIfTI file straight from the standard's field offsets (nifti1.h, nifti2.h); shares nothing with what reads it. */
export function storeNifti(volume: SimpleVolume, storage: Storage): Buffer {
  const { axes, flips, datatype, version } = storage;
  const dims = axes.map((axis) => volume.dims[axis]) as unknown as Triple;
  const headerBytes = version === 1 ? 352 : 544;
  const { bytes, write } = DATATYPES[datatype];
  const file = Buffer.alloc(headerBytes + volume.stored.length * bytes);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  writeHeader(view, { dims, volume, storage });
  for (let index = 0; index < volume.stored.length; index += 1) {
    const stored = [
      index % dims[0],
      Math.floor(index / dims[0]) % dims[1],
      Math.floor(index / (dims[0] * dims[1])),
    ];
    const lps = [0, 0, 0];
    axes.forEach((axis, s) => (lps[axis] = flips[s] ? dims[s]! - 1 - stored[s]! : stored[s]!));
    const from = lps[0]! + volume.dims[0] * (lps[1]! + volume.dims[1] * lps[2]!);
    write(view, headerBytes + index * bytes, volume.stored[from]!, storage.littleEndian);
  }
  return storage.gzip ? gzipSync(file, { level: 1 }) : file;
}

function writeHeader(
  view: DataView,
  { dims, volume, storage }: { dims: Triple; volume: SimpleVolume; storage: Storage },
): void {
  const { littleEndian: le, version, scaling, datatype } = storage;
  const { code, bytes } = DATATYPES[datatype];
  const columns = columnsRas(volume, storage);
  const sizes = columns.slice(0, 3).map((column) => Math.hypot(...column));
  const two = version === 2;
  const float = (at: number, value: number): void =>
    two ? view.setFloat64(at, value, le) : view.setFloat32(at, value, le);
  const step = two ? 8 : 4;
  view.setInt32(0, two ? 540 : 348, le);
  Buffer.from(two ? 'n+2\0\r\n\x1a\n' : 'n+1\0').forEach((byte, i) =>
    view.setUint8((two ? 4 : 344) + i, byte),
  );
  [3, ...dims, 1, 1, 1, 1].forEach((size, i) =>
    two ? view.setBigInt64(16 + 8 * i, BigInt(size), le) : view.setInt16(40 + 2 * i, size, le),
  );
  view.setInt16(two ? 12 : 70, code, le);
  view.setInt16(two ? 14 : 72, bytes * 8, le);
  if (two) view.setBigInt64(168, 544n, le);
  else view.setFloat32(108, 352, le);
  float(two ? 176 : 112, scaling[0]);
  float(two ? 184 : 116, scaling[1]);
  const { b, c, d, qfac } = quaternionOf(columns, sizes);
  [qfac, ...sizes].forEach((size, i) => float((two ? 104 : 76) + step * i, size));
  const isSform = storage.affineIn === 'sform';
  if (two) view.setInt32(isSform ? 348 : 344, 1, le);
  else view.setInt16(isSform ? 254 : 252, 1, le);
  if (isSform)
    [0, 1, 2].forEach((row) =>
      columns.forEach((column, col) => float((two ? 400 : 280) + step * (4 * row + col), column[row]!)),
    );
  else [b, c, d, ...columns[3]!].forEach((value, i) => float((two ? 352 : 256) + step * i, value));
}

/** Columns of the affine stored index → RAS mm: three steps and the origin. */
function columnsRas(volume: SimpleVolume, { axes, flips }: Storage): number[][] {
  const sign = [-1, -1, 1]; // LPS → RAS
  const origin = volume.originMm.map((mm, axis) => mm * sign[axis]!);
  const steps = axes.map((axis, s) => {
    const column = [0, 0, 0];
    const mm = volume.spacingMm[axis] * sign[axis]!;
    column[axis] = flips[s] ? -mm : mm;
    if (flips[s]) origin[axis]! += mm * (volume.dims[axis] - 1);
    return column;
  });
  return [...steps, origin];
}

/** Rotation → quaternion by its largest component, third column turned round where the axes are left-handed (nifti1_io). */
function quaternionOf(
  columns: number[][],
  sizes: number[],
): { b: number; c: number; d: number; qfac: number } {
  const [x, y, z] = columns.slice(0, 3).map((column, s) => column.map((mm) => mm / sizes[s]!)) as [
    number[],
    number[],
    number[],
  ];
  const cross = [x[1]! * y[2]! - x[2]! * y[1]!, x[2]! * y[0]! - x[0]! * y[2]!, x[0]! * y[1]! - x[1]! * y[0]!];
  const qfac = cross.reduce((sum, value, i) => sum + value * z[i]!, 0) < 0 ? -1 : 1;
  const r = (row: number, col: number): number => (col === 2 ? z[row]! * qfac : (col === 0 ? x : y)[row]!);
  // The four squared components times four; the rotation's entries give the products of pairs.
  const squares = [
    1 + r(0, 0) + r(1, 1) + r(2, 2),
    1 + r(0, 0) - r(1, 1) - r(2, 2),
    1 - r(0, 0) + r(1, 1) - r(2, 2),
    1 - r(0, 0) - r(1, 1) + r(2, 2),
  ];
  const largest = squares.indexOf(Math.max(...squares));
  const root = Math.sqrt(squares[largest]!) / 2;
  const products = [
    [4 * root * root, r(2, 1) - r(1, 2), r(0, 2) - r(2, 0), r(1, 0) - r(0, 1)],
    [r(2, 1) - r(1, 2), 4 * root * root, r(0, 1) + r(1, 0), r(0, 2) + r(2, 0)],
    [r(0, 2) - r(2, 0), r(0, 1) + r(1, 0), 4 * root * root, r(1, 2) + r(2, 1)],
    [r(1, 0) - r(0, 1), r(0, 2) + r(2, 0), r(1, 2) + r(2, 1), 4 * root * root],
  ][largest]!;
  const [a, b, c, d] = products.map((product) => product / (4 * root)) as [number, number, number, number];
  const sign = a < 0 ? -1 : 1;
  return { b: b * sign, c: c * sign, d: d * sign, qfac };
}
