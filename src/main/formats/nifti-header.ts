import { AppError } from '../../shared/contract/app-error.ts';
import { type Affine, determinant } from '../../shared/domain/volume/affine.ts';
import { BUDGET } from './budget.ts';

/** Sample types by NIfTI datatype code; the standard's other codes (RGB, complex, 128 bit) are no grey values. */
const DATATYPES = {
  2: { name: 'uint8', bytes: 1 },
  4: { name: 'int16', bytes: 2 },
  8: { name: 'int32', bytes: 4 },
  16: { name: 'float32', bytes: 4 },
  64: { name: 'float64', bytes: 8 },
  256: { name: 'int8', bytes: 1 },
  512: { name: 'uint16', bytes: 2 },
  768: { name: 'uint32', bytes: 4 },
  1024: { name: 'int64', bytes: 8 },
  1280: { name: 'uint64', bytes: 8 },
} as const;
export type NiftiDatatype = (typeof DATATYPES)[keyof typeof DATATYPES]['name'];

export interface NiftiHeader {
  /** Voxels along the stored array's axes. */
  readonly dims: readonly [number, number, number];
  readonly datatype: NiftiDatatype;
  readonly bytesPerVoxel: number;
  readonly littleEndian: boolean;
  /** Byte offset of the first voxel. */
  readonly voxelOffset: number;
  /** value = stored * slope + intercept; [1, 0] when the header asks for no scaling. */
  readonly scaling: readonly [slope: number, intercept: number];
  /** Stored voxel index → RAS mm. */
  readonly affineRas: Affine;
  /** Where the affine came from; 'none' means that the header has no orientation at all. */
  readonly affineSource: 'sform' | 'qform' | 'none';
  readonly description: string;
}

/** Bytes that must be there before a header can be parsed (NIfTI-2's is the longer one). */
export const NIFTI_HEADER_BYTES = 540;

/** True for the magic of a single-file NIfTI-1 or NIfTI-2, either byte order. */
export function looksLikeNifti(head: Uint8Array): boolean {
  const text = (at: number): string => String.fromCharCode(...head.subarray(at, at + 3));
  return text(344) === 'n+1' || text(344) === 'ni1' || text(4) === 'n+2';
}

/**
 * Parses a NIfTI-1 or NIfTI-2 header of a single volume.
 *
 * @param bytes At least the first 348 (version 1) or 540 (version 2) unpacked bytes.
 * @throws AppError formats.bad-header, bad-dimensions, bad-datatype, bad-affine, too-large
 */
export function parseNiftiHeader(bytes: Buffer, file: string): NiftiHeader {
  if (bytes.length < 348)
    throw new AppError('formats.truncated', { file, found: bytes.length, expected: 348 });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const layout = [true, false].flatMap((le) => {
    const size = view.getInt32(0, le);
    return size === 348 ? [nifti1(view, le)] : size === 540 && bytes.length >= 540 ? [nifti2(view, le)] : [];
  })[0];
  if (!layout || !looksLikeNifti(bytes)) throw new AppError('formats.bad-header', { file, detail: 'magic' });
  const dims = checkedDims(layout.dim, file);
  const datatype = DATATYPES[layout.datatype as keyof typeof DATATYPES];
  if (!datatype) throw new AppError('formats.bad-datatype', { file, datatype: layout.datatype });
  const size = dims[0] * dims[1] * dims[2] * datatype.bytes;
  if (size > BUDGET.imageBytes)
    throw new AppError('formats.too-large', { file, bytes: size, limit: BUDGET.imageBytes });
  const headerBytes = layout.version === 1 ? 348 : 540;
  if (
    !Number.isInteger(layout.voxOffset) ||
    layout.voxOffset < headerBytes ||
    layout.voxOffset > BUDGET.headerBytes / 2
  ) {
    throw new AppError('formats.bad-header', { file, detail: 'vox_offset' });
  }
  return {
    dims,
    datatype: datatype.name,
    bytesPerVoxel: datatype.bytes,
    littleEndian: layout.littleEndian,
    voxelOffset: layout.voxOffset,
    scaling: scalingOf(layout, file),
    ...orientationOf(layout, dims, file),
    description: layout.description,
  };
}

interface Layout {
  readonly version: 1 | 2;
  readonly littleEndian: boolean;
  readonly dim: readonly number[];
  readonly pixdim: readonly number[];
  readonly datatype: number;
  readonly voxOffset: number;
  readonly slope: number;
  readonly intercept: number;
  readonly qformCode: number;
  readonly sformCode: number;
  /** quatern b, c, d, offset x, y, z. */
  readonly quaternion: readonly number[];
  /** Three rows of four. */
  readonly sform: readonly number[];
  readonly description: string;
}

const series = (count: number, read: (index: number) => number): number[] =>
  Array.from({ length: count }, (_, i) => read(i));

/** Field offsets from nifti1.h (Cox et al.). */
function nifti1(view: DataView, le: boolean): Layout {
  return {
    version: 1,
    littleEndian: le,
    dim: series(8, (i) => view.getInt16(40 + 2 * i, le)),
    pixdim: series(8, (i) => view.getFloat32(76 + 4 * i, le)),
    datatype: view.getInt16(70, le),
    voxOffset: view.getFloat32(108, le),
    slope: view.getFloat32(112, le),
    intercept: view.getFloat32(116, le),
    qformCode: view.getInt16(252, le),
    sformCode: view.getInt16(254, le),
    quaternion: series(6, (i) => view.getFloat32(256 + 4 * i, le)),
    sform: series(12, (i) => view.getFloat32(280 + 4 * i, le)),
    description: textAt(view, 148, 80),
  };
}

/** Field offsets from nifti2.h. */
function nifti2(view: DataView, le: boolean): Layout {
  const long = (at: number): number => Number(view.getBigInt64(at, le));
  return {
    version: 2,
    littleEndian: le,
    dim: series(8, (i) => long(16 + 8 * i)),
    pixdim: series(8, (i) => view.getFloat64(104 + 8 * i, le)),
    datatype: view.getInt16(12, le),
    voxOffset: long(168),
    slope: view.getFloat64(176, le),
    intercept: view.getFloat64(184, le),
    qformCode: view.getInt32(344, le),
    sformCode: view.getInt32(348, le),
    quaternion: series(6, (i) => view.getFloat64(352 + 8 * i, le)),
    sform: series(12, (i) => view.getFloat64(400 + 8 * i, le)),
    description: textAt(view, 240, 80),
  };
}

function textAt(view: DataView, at: number, length: number): string {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at, length);
  const end = bytes.indexOf(0);
  return Buffer.from(bytes.subarray(0, end === -1 ? length : end)).toString('latin1');
}

/** One volume: three positive sizes, any further ones 1. */
function checkedDims(dim: readonly number[], file: string): readonly [number, number, number] {
  const rank = dim[0]!;
  const refuse = (): never => {
    throw new AppError('formats.bad-dimensions', { file, dims: dim.join(' x ') });
  };
  if (rank < 2 || rank > 7) refuse();
  const sizes = dim.slice(1, rank + 1);
  if (sizes.some((size) => size < 1 || size > 65_535)) refuse();
  if (sizes.slice(3).some((size) => size !== 1)) refuse();
  return [sizes[0]!, sizes[1]!, sizes[2] ?? 1];
}

/** nibabel's rule: a slope of 0 or one that is no number means "no scaling". */
function scalingOf({ slope, intercept }: Layout, file: string): readonly [number, number] {
  if (!Number.isFinite(slope) || slope === 0) return [1, 0];
  if (!Number.isFinite(intercept)) throw new AppError('formats.bad-header', { file, detail: 'scl_inter' });
  return [slope, intercept];
}

/** nibabel's precedence: sform, then qform, then the bare voxel sizes about the volume's centre. */
function orientationOf(
  layout: Layout,
  dims: readonly [number, number, number],
  file: string,
): Pick<NiftiHeader, 'affineRas' | 'affineSource'> {
  const affineSource = layout.sformCode > 0 ? 'sform' : layout.qformCode > 0 ? 'qform' : 'none';
  const affineRas =
    affineSource === 'sform'
      ? [...layout.sform, 0, 0, 0, 1]
      : affineSource === 'qform'
        ? affineFromQuaternion(layout)
        : affineFromSizes(layout.pixdim, dims);
  if (affineRas.some((value) => !Number.isFinite(value))) {
    throw new AppError('formats.bad-affine', {
      file,
      detail: affineSource === 'none' ? 'pixdim' : affineSource,
    });
  }
  if (Math.abs(determinant(affineRas)) < 1e-9)
    throw new AppError('formats.bad-affine', { file, detail: 'det = 0' });
  return { affineRas, affineSource };
}

/** Method 2 of nifti1.h: rotation from a unit quaternion, columns scaled by pixdim, third column by qfac. */
function affineFromQuaternion({ quaternion, pixdim }: Layout): number[] {
  const [ox, oy, oz] = quaternion.slice(3) as [number, number, number];
  const [a, b, c, d] = unitQuaternion(quaternion);
  const [sx, sy] = [pixdim[1]!, pixdim[2]!];
  const sz = pixdim[3]! * (pixdim[0]! < 0 ? -1 : 1);
  return [
    (a * a + b * b - c * c - d * d) * sx,
    2 * (b * c - a * d) * sy,
    2 * (b * d + a * c) * sz,
    ox,
    2 * (b * c + a * d) * sx,
    (a * a + c * c - b * b - d * d) * sy,
    2 * (c * d - a * b) * sz,
    oy,
    2 * (b * d - a * c) * sx,
    2 * (c * d + a * b) * sy,
    (a * a + d * d - b * b - c * c) * sz,
    oz,
    0,
    0,
    0,
    1,
  ];
}

/** The quaternion's real part from the other three; half turns, where it drowns in rounding, as nifti1_io.c (Cox et al.) has them. */
function unitQuaternion(quaternion: readonly number[]): [number, number, number, number] {
  const [b, c, d] = quaternion as [number, number, number];
  const rest = 1 - (b * b + c * c + d * d);
  if (rest >= 1e-7) return [Math.sqrt(rest), b, c, d];
  const length = Math.hypot(b, c, d);
  return [0, b / length, c / length, d / length];
}

/** Method 1 as nibabel reads it: x runs towards the right, the volume's centre is the origin. */
function affineFromSizes(pixdim: readonly number[], dims: readonly [number, number, number]): number[] {
  const [sx, sy, sz] = [-pixdim[1]!, pixdim[2]!, pixdim[3]!];
  const centre = (size: number, step: number): number => (-(size - 1) / 2) * step;
  return [
    sx,
    0,
    0,
    centre(dims[0], sx),
    0,
    sy,
    0,
    centre(dims[1], sy),
    0,
    0,
    sz,
    centre(dims[2], sz),
    0,
    0,
    0,
    1,
  ];
}
