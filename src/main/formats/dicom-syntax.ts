import { AppError } from '../../shared/contract/app-error.ts';

export const IMPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2';
export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
const DEFLATED = '1.2.840.10008.1.2.1.99';
export const BIG_ENDIAN = '1.2.840.10008.1.2.2';
const NATIVE = new Set([IMPLICIT_LITTLE_ENDIAN, EXPLICIT_LITTLE_ENDIAN, DEFLATED, BIG_ENDIAN]);
export const RLE = '1.2.840.10008.1.2.5';
const JPEG = '1.2.840.10008.1.2.4';

export type Codec = 'rle' | 'jpeg-lossless' | 'jpeg-ls' | 'jpeg-2000';

/** Compressions that are read (PS3.6 table A-1). */
const CODECS: ReadonlyMap<string, Codec> = new Map([
  [RLE, 'rle'],
  [`${JPEG}.57`, 'jpeg-lossless'],
  [`${JPEG}.70`, 'jpeg-lossless'],
  [`${JPEG}.80`, 'jpeg-ls'],
  [`${JPEG}.81`, 'jpeg-ls'],
  [`${JPEG}.90`, 'jpeg-2000'],
  [`${JPEG}.91`, 'jpeg-2000'],
  // High-throughput JPEG 2000: another coder of the same codestream, which OpenJPEG reads as well.
  [`${JPEG}.201`, 'jpeg-2000'],
  [`${JPEG}.202`, 'jpeg-2000'],
  [`${JPEG}.203`, 'jpeg-2000'],
]);

/** What the syntaxes that are met in hospitals and not read here are called (PS3.6 table A-1). */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['1.2.840.10008.1.2.4.50', 'JPEG Baseline'],
  ['1.2.840.10008.1.2.4.51', 'JPEG Extended'],
  ['1.2.840.10008.1.2.4.92', 'JPEG 2000 Part 2, Lossless'],
  ['1.2.840.10008.1.2.4.93', 'JPEG 2000 Part 2'],
  ['1.2.840.10008.1.2.4.100', 'MPEG2'],
  ['1.2.840.10008.1.2.4.110', 'JPEG XL Lossless'],
  ['1.2.840.10008.1.2.4.112', 'JPEG XL'],
]);

/** True where the samples stand in the file as they are, once a deflated data set is unpacked. */
export function isNative(uid: string): boolean {
  return NATIVE.has(uid);
}

/** How a syntax compresses; undefined where it does not, or not in a way that is read. */
export function codecOf(uid: string): Codec | undefined {
  return CODECS.get(uid);
}

/** @throws AppError formats.transfer-syntax, with the syntax's name where it has one */
export function refuseUnreadableSyntax(uid: string, file: string): void {
  if (isNative(uid) || codecOf(uid)) return;
  const name = NAMES.get(uid);
  throw new AppError('formats.transfer-syntax', { file, syntax: name ? `${name}, ${uid}` : uid });
}
