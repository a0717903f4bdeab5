import { readFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { writeWhole } from './write-whole.ts';

/** An encoder's view of a slice: one row of features for each patch, float16 bits, row-major. */
export interface SliceFeatures {
  readonly tokens: number;
  readonly width: number;
  readonly data: Uint16Array;
}

const MAGIC = 0x31464c50; // "PLF1"
const HEADER_BYTES = 16;

/** Header of magic, tokens, width and CRC-32 of the rest, 32 bits each, little endian; then the values. @throws AppError store.* */
export async function writeFeatures(file: string, { tokens, width, data }: SliceFeatures): Promise<void> {
  const values = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const header = Uint32Array.of(MAGIC, tokens, width, crc32(values));
  await writeWhole(file, Buffer.concat([new Uint8Array(header.buffer), values]));
}

/** @returns null where the file is not there or is not whole: features can be computed again */
export async function readFeatures(file: string): Promise<SliceFeatures | null> {
  const bytes = await readFile(file).catch(() => null);
  if (!bytes || bytes.byteLength < HEADER_BYTES) return null;
  // A copy: bytes of a file may start anywhere in their buffer, values may not.
  const { buffer } = Uint8Array.from(bytes);
  const [magic, tokens, width, sum] = new Uint32Array(buffer, 0, 4);
  const data = new Uint16Array(buffer, HEADER_BYTES, (buffer.byteLength - HEADER_BYTES) >> 1);
  const isWhole =
    magic === MAGIC &&
    data.length === tokens! * width! &&
    crc32(new Uint8Array(buffer, HEADER_BYTES)) === sum;
  return isWhole ? { tokens: tokens!, width: width!, data } : null;
}
