import { gzipSync } from 'node:zlib';
import { spacingOf } from '../../shared/domain/volume/affine.ts';

const DATATYPE_CODES = { uint8: 2, int16: 4, float32: 16, uint16: 512 } as const;

export interface NiftiToEncode {
  readonly dims: readonly [number, number, number];
  /** Row-major 4 x 4, voxel index → RAS mm. */
  readonly affine: readonly number[];
  readonly dtype: keyof typeof DATATYPE_CODES;
  readonly data: Uint8Array | Int16Array | Uint16Array | Float32Array;
  readonly gzip?: boolean;
}

const HEADER_BYTES = 352;

/** A single-file NIfTI-1 (`n+1`), little endian, sform only. */
export function encodeNifti({ dims, affine, dtype, data, gzip }: NiftiToEncode): Buffer {
  const pixels = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const out = Buffer.alloc(HEADER_BYTES + pixels.length);
  out.writeInt32LE(348, 0);
  [3, ...dims, 1, 1, 1, 1].forEach((size, i) => out.writeInt16LE(size, 40 + 2 * i));
  out.writeInt16LE(DATATYPE_CODES[dtype], 70);
  out.writeInt16LE(data.BYTES_PER_ELEMENT * 8, 72);
  [1, ...spacingOf(affine)].forEach((size, i) => out.writeFloatLE(size, 76 + 4 * i));
  out.writeFloatLE(HEADER_BYTES, 108);
  out.writeFloatLE(1, 112);
  out.writeUInt8(2, 123); // xyzt_units: millimetres
  out.writeInt16LE(1, 254); // sform_code: scanner space
  affine.slice(0, 12).forEach((value, i) => out.writeFloatLE(value, 280 + 4 * i));
  out.write('n+1\0', 344, 'latin1');
  pixels.copy(out, HEADER_BYTES);
  return gzip ? gzipSync(out, { level: 1 }) : out;
}
