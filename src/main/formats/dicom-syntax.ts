import { AppError } from '../../shared/contract/app-error.ts';

export const IMPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2';
export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
const DEFLATED = '1.2.840.10008.1.2.1.99';
export const BIG_ENDIAN = '1.2.840.10008.1.2.2';
const NATIVE = new Set([IMPLICIT_LITTLE_ENDIAN, EXPLICIT_LITTLE_ENDIAN, DEFLATED, BIG_ENDIAN]);
const JPEG2000 = new Set(['1.2.840.10008.1.2.4.90', '1.2.840.10008.1.2.4.91']);
export const RLE = '1.2.840.10008.1.2.5';
const READABLE = new Set([...NATIVE, ...JPEG2000, RLE]);

/** What the syntaxes that are met in hospitals and not read here are called (PS3.6 table A-1). */
const NAMES: Readonly<Record<string, string>> = {
  '1.2.840.10008.1.2.4.50': 'JPEG Baseline',
  '1.2.840.10008.1.2.4.51': 'JPEG Extended',
  '1.2.840.10008.1.2.4.57': 'JPEG Lossless',
  '1.2.840.10008.1.2.4.70': 'JPEG Lossless, First-Order Prediction',
  '1.2.840.10008.1.2.4.80': 'JPEG-LS Lossless',
  '1.2.840.10008.1.2.4.81': 'JPEG-LS Near-Lossless',
  '1.2.840.10008.1.2.4.92': 'JPEG 2000 Part 2, Lossless',
  '1.2.840.10008.1.2.4.93': 'JPEG 2000 Part 2',
  '1.2.840.10008.1.2.4.100': 'MPEG2',
  '1.2.840.10008.1.2.4.110': 'JPEG XL Lossless',
  '1.2.840.10008.1.2.4.112': 'JPEG XL',
  '1.2.840.10008.1.2.4.201': 'HTJ2K Lossless',
  '1.2.840.10008.1.2.4.203': 'HTJ2K',
};

/** True where the samples stand in the file as they are, once a deflated data set is unpacked. */
export function isNative(uid: string): boolean {
  return NATIVE.has(uid);
}

/** @throws AppError formats.transfer-syntax, with the syntax's name where it has one */
export function refuseUnreadableSyntax(uid: string, file: string): void {
  if (READABLE.has(uid)) return;
  const name = NAMES[uid];
  throw new AppError('formats.transfer-syntax', { file, syntax: name ? `${name}, ${uid}` : uid });
}
