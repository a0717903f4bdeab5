import { readFile, stat } from 'node:fs/promises';
import { inflateRawSync, zstdDecompressSync } from 'node:zlib';
import dicomParser, { type DataSet, type Element } from 'dicom-parser';
import { AppError } from '../../shared/contract/app-error.ts';
import { BUDGET } from './budget.ts';
import { EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN } from './dicom-syntax.ts';
import type { FileNote } from './file-note.ts';

/** A DICOM object's elements, meta information included, and what is odd about the file around them. */
export interface DicomFile {
  readonly dataSet: DataSet;
  readonly notes: readonly FileNote[];
}

export const PIXEL_DATA = 'x7fe00010';
const ZSTD_MAGIC = 0xfd2fb528;
const PREAMBLE_BYTES = 128;

export function looksLikeDicom(head: Buffer): boolean {
  return hasPrefix(head) || isZstd(head) || startsWithElement(head);
}

/**
 * Reads a DICOM object, Zstandard-packed or not, with or without the preamble. An object whose pixels are whole and whose
 * end is not is read with a note.
 *
 * @throws AppError formats.unreadable, formats.too-large, formats.bomb, formats.truncated, formats.not-dicom
 */
export async function parseDicomFile(file: string): Promise<DicomFile> {
  const read = await readBounded(file);
  const bytes = hasPrefix(read) || !startsWithElement(read) ? read : withPrefix(read);
  const notes: FileNote[] = [];
  if (hasForeignPreamble(bytes)) notes.push({ code: 'formats.dicom-preamble', params: { file } });
  try {
    const inflater = (packed: Uint8Array, position: number): Uint8Array =>
      boundedInflate(packed, position, file);
    return { dataSet: dicomParser.parseDicom(bytes, { inflater }), notes };
  } catch (thrown) {
    const dataSet = salvaged(thrown, bytes, file);
    return { dataSet, notes: [...notes, { code: 'formats.dicom-tail', params: { file } }] };
  }
}

/** What dicom-parser had read when it gave up, if the pixels are among it. @throws AppError otherwise, saying why it gave up */
function salvaged(thrown: unknown, bytes: Buffer, file: string): DataSet {
  if (thrown instanceof AppError) throw thrown;
  const { exception = thrown, dataSet } = (thrown ?? {}) as { exception?: unknown; dataSet?: DataSet };
  if (exception instanceof AppError) throw exception;
  const elements = Object.values(dataSet?.elements ?? {});
  const pixels = dataSet?.elements[PIXEL_DATA];
  const size = dataSet?.byteArray.length ?? bytes.length;
  if (dataSet && pixels && endOf(pixels) <= size) {
    Object.assign(dataSet.elements, dicomParser.readPart10Header(bytes).elements);
    return dataSet;
  }
  const expected = Math.max(0, ...elements.map(endOf));
  if (expected > size)
    throw new AppError('formats.truncated', { file, found: size, expected }, { cause: exception });
  throw new AppError('formats.not-dicom', { file, detail: placeOf(exception) }, { cause: exception });
}

/** Byte after an element's value; of an encapsulated one, after its last fragment. */
function endOf({ dataOffset, length, fragments, hadUndefinedLength }: Element): number {
  if (!hadUndefinedLength) return dataOffset + length;
  const ends = (fragments ?? []).map((fragment) => fragment.position + fragment.length);
  return Math.max(dataOffset, ...ends);
}

/** Which part of a DICOM file the parser stumbled over, in the standard's words. */
function placeOf(exception: unknown): string {
  if (exception instanceof RangeError) return 'nested sequences';
  return /prefix|header|readFixedString/i.test(String(exception)) ? 'file meta information' : 'data elements';
}

/** dicom-parser's own inflater has no limit: a megabyte can become gigabytes. */
function boundedInflate(bytes: Uint8Array, position: number, file: string): Uint8Array {
  const packed = bytes.subarray(position);
  const inflated = bounded(packed.length, file, (maxOutputLength) =>
    inflateRawSync(packed, { maxOutputLength }),
  );
  return Buffer.concat([bytes.subarray(0, position), inflated]);
}

async function readBounded(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > BUDGET.dicomBytes)
      throw new AppError('formats.too-large', { file, bytes: size, limit: BUDGET.dicomBytes });
    const bytes = await readFile(file);
    if (!isZstd(bytes)) return bytes;
    return bounded(bytes.length, file, (maxOutputLength) => zstdDecompressSync(bytes, { maxOutputLength }));
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('formats.unreadable', { file }, { cause });
  }
}

/** Unpacks within the budget. @throws AppError formats.bomb, or formats.not-dicom for a damaged stream */
function bounded(packedBytes: number, file: string, unpack: (limit: number) => Buffer): Buffer {
  const byRatio = Math.max(BUDGET.dicomRatioFrom, packedBytes * BUDGET.dicomRatio);
  const limit = Math.min(BUDGET.dicomBytes, byRatio);
  try {
    return unpack(limit);
  } catch (cause) {
    const isTooMuch = (cause as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooMuch
      ? new AppError('formats.bomb', { file, limit }, { cause })
      : new AppError('formats.not-dicom', { file, detail: 'compressed data set' }, { cause });
  }
}

function hasPrefix(bytes: Buffer): boolean {
  return bytes.toString('latin1', PREAMBLE_BYTES, PREAMBLE_BYTES + 4) === 'DICM';
}

/** Empty, or the header of a TIFF file: the use that the standard names for it (PS3.10, 7.1), and that scanners make of it. */
function hasForeignPreamble(bytes: Buffer): boolean {
  const isTiff = ['II*\0', 'MM\0*'].includes(bytes.toString('latin1', 0, 4));
  return bytes.subarray(isTiff ? 8 : 0, PREAMBLE_BYTES).some((byte) => byte !== 0);
}

function isZstd(bytes: Buffer): boolean {
  return bytes.length > 4 && bytes.readUInt32LE(0) === ZSTD_MAGIC;
}

/**
 * True for files that older systems write without preamble and prefix: they begin with an element of the meta information
 * or of the first group of the data set, with a sane length.
 */
function startsWithElement(bytes: Buffer): boolean {
  if (bytes.length < 16) return false;
  const [group, element] = [bytes.readUInt16LE(0), bytes.readUInt16LE(2)];
  if (group === 0x0002) return isExplicit(bytes) && element <= 1;
  if (group !== 0x0008 || element > 0x0018) return false;
  return isExplicit(bytes) || bytes.readUInt32LE(4) <= 128;
}

function isExplicit(bytes: Buffer): boolean {
  return /^(UL|OB|CS|UI|DA|SH)$/.test(bytes.toString('latin1', 4, 6));
}

/** Puts the preamble and prefix before the data and, where it is missing, the meta information that names the encoding. */
function withPrefix(bytes: Buffer): Buffer {
  const prefix = Buffer.concat([Buffer.alloc(PREAMBLE_BYTES), Buffer.from('DICM')]);
  if (bytes.readUInt16LE(0) === 0x0002) return Buffer.concat([prefix, bytes]);
  const syntax = isExplicit(bytes) ? EXPLICIT_LITTLE_ENDIAN : IMPLICIT_LITTLE_ENDIAN;
  const value = Buffer.from(syntax.length % 2 === 0 ? syntax : `${syntax}\0`, 'latin1');
  const element = Buffer.from([0x02, 0x00, 0x10, 0x00, 0x55, 0x49, value.length, 0x00]);
  return Buffer.concat([prefix, element, value, bytes]);
}
