import type { NiftiDatatype } from './nifti-header.ts';

export type SampleReader = (byteOffset: number) => number;

/** Reads one stored sample at a byte offset of the buffer, as a number (64-bit integers lose bits past 2^53). */
export function sampleReader(
  bytes: Uint8Array,
  datatype: NiftiDatatype,
  littleEndian: boolean,
): SampleReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const le = littleEndian;
  const readers: Record<NiftiDatatype, SampleReader> = {
    uint8: (at) => view.getUint8(at),
    int8: (at) => view.getInt8(at),
    int16: (at) => view.getInt16(at, le),
    uint16: (at) => view.getUint16(at, le),
    int32: (at) => view.getInt32(at, le),
    uint32: (at) => view.getUint32(at, le),
    float32: (at) => view.getFloat32(at, le),
    float64: (at) => view.getFloat64(at, le),
    int64: (at) => Number(view.getBigInt64(at, le)),
    uint64: (at) => Number(view.getBigUint64(at, le)),
  };
  return readers[datatype];
}
