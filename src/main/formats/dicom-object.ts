import { readFile, stat } from 'node:fs/promises';
import { inflateRawSync, zstdDecompressSync } from 'node:zlib';
import dicomParser, { type DataSet } from 'dicom-parser';
import { AppError } from '../../shared/contract/app-error.ts';
import type { Vector3 } from '../../shared/domain/volume/affine.ts';
import { BUDGET } from './budget.ts';

/** The attributes of a CT or MR slice that anything here depends on. */
export interface DicomSlice {
  readonly dataSet: DataSet;
  readonly file: string;
  readonly transferSyntax: string;
  readonly rows: number;
  readonly columns: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly isSigned: boolean;
  readonly rescale: readonly [slope: number, intercept: number];
  /** Between rows (y) and between columns (x), mm. */
  readonly pixelSpacing: readonly [y: number, x: number];
  /** Unit vectors along a row (x grows) and down a column (y grows), LPS. */
  readonly rowDirection: Vector3;
  readonly columnDirection: Vector3;
  /** Centre of the first pixel, LPS mm. */
  readonly position: Vector3;
  readonly sopInstanceUid: string;
  readonly modality: string;
}

const ZSTD_MAGIC = 0xfd2fb528;
const UID = /^[0-9.]{1,64}$/;

export function looksLikeDicom(head: Buffer): boolean {
  return head.toString('latin1', 128, 132) === 'DICM' || isZstd(head);
}

/** Identity of a DICOM file; no pixels are decoded. @throws AppError formats.not-dicom, dicom-not-an-image */
export async function inspectDicom(file: string): Promise<{
  sopInstanceUid: string;
  seriesInstanceUid: string;
  studyInstanceUid: string;
  patientId: string;
  modality: string;
  seriesDescription: string;
  bodyPart: string;
}> {
  const dataSet = await parseDicomFile(file);
  const text = (tag: string): string => dataSet.string(tag)?.trim() ?? '';
  const modality = text('x00080060');
  if (modality !== 'CT' && modality !== 'MR')
    throw new AppError('formats.dicom-not-an-image', { file, detail: modality || '?' });
  return {
    sopInstanceUid: uid(dataSet, 'x00080018', file),
    seriesInstanceUid: uid(dataSet, 'x0020000e', file),
    studyInstanceUid: uid(dataSet, 'x0020000d', file),
    patientId: text('x00100020'),
    modality,
    seriesDescription: text('x0008103e'),
    bodyPart: text('x00180015'),
  };
}

/** Attributes of a single-frame grey slice, checked against each other before anything is allocated. @throws AppError */
export async function readDicomSlice(file: string): Promise<DicomSlice> {
  const dataSet = await parseDicomFile(file);
  const rows = dataSet.uint16('x00280010') ?? 0;
  const columns = dataSet.uint16('x00280011') ?? 0;
  if (
    rows < 1 ||
    columns < 1 ||
    elementLength(dataSet, 'x00280010') !== 2 ||
    elementLength(dataSet, 'x00280011') !== 2
  ) {
    throw new AppError('formats.bad-dimensions', { file, dims: `${rows} x ${columns}` });
  }
  const frames = Number(dataSet.string('x00280008') ?? 1);
  if (frames !== 1)
    throw new AppError('formats.bad-dimensions', { file, dims: `${frames} x ${rows} x ${columns}` });
  if ((dataSet.uint16('x00280002') ?? 1) !== 1)
    throw new AppError('formats.dicom-not-an-image', { file, detail: 'RGB' });
  const bitsAllocated = dataSet.uint16('x00280100') ?? 0;
  const bitsStored = dataSet.uint16('x00280101') ?? bitsAllocated;
  if (![8, 16].includes(bitsAllocated) || bitsStored < 1 || bitsStored > bitsAllocated) {
    throw new AppError('formats.bad-pixels', { file, detail: `${bitsStored}/${bitsAllocated} bits` });
  }
  return {
    dataSet,
    file,
    rows,
    columns,
    bitsAllocated,
    bitsStored,
    transferSyntax: dataSet.string('x00020010')?.trim() ?? '1.2.840.10008.1.2',
    isSigned: dataSet.uint16('x00280103') === 1,
    rescale: [number(dataSet, 'x00281053', 1, file), number(dataSet, 'x00281052', 0, file)],
    sopInstanceUid: uid(dataSet, 'x00080018', file),
    modality: dataSet.string('x00080060')?.trim() ?? '',
    ...geometryOf(dataSet, file),
  };
}

type Geometry = Pick<DicomSlice, 'pixelSpacing' | 'rowDirection' | 'columnDirection' | 'position'>;

function geometryOf(dataSet: DataSet, file: string): Geometry {
  const orientation = numbers(dataSet, 'x00200037');
  const position = numbers(dataSet, 'x00200032');
  const spacing = numbers(dataSet, 'x00280030');
  const isComplete = orientation.length === 6 && position.length === 3 && spacing.length === 2;
  if (!isComplete || [...orientation, ...position, ...spacing].some((value) => !Number.isFinite(value))) {
    throw new AppError('formats.bad-affine', {
      file,
      detail: 'ImageOrientationPatient, ImagePositionPatient, PixelSpacing',
    });
  }
  const row = orientation.slice(0, 3) as unknown as Vector3;
  const column = orientation.slice(3) as unknown as Vector3;
  const isUnit = (v: Vector3): boolean => Math.abs(Math.hypot(...v) - 1) < 0.01;
  const dot = row[0] * column[0] + row[1] * column[1] + row[2] * column[2];
  if (!isUnit(row) || !isUnit(column) || Math.abs(dot) > 0.01) {
    throw new AppError('formats.bad-affine', { file, detail: 'ImageOrientationPatient' });
  }
  if (spacing.some((value) => value <= 0 || value > 100))
    throw new AppError('formats.bad-affine', { file, detail: 'PixelSpacing' });
  return {
    rowDirection: row,
    columnDirection: column,
    position: position as unknown as Vector3,
    pixelSpacing: [spacing[0]!, spacing[1]!],
  };
}

async function parseDicomFile(file: string): Promise<DataSet> {
  const bytes = await readBounded(file);
  try {
    return dicomParser.parseDicom(bytes, { inflater: boundedInflate });
  } catch (cause) {
    const detail = String((cause as { exception?: unknown }).exception ?? cause).slice(0, 120);
    throw new AppError('formats.not-dicom', { file, detail }, { cause });
  }
}

/** dicom-parser's own inflater has no limit: a megabyte can become gigabytes. */
function boundedInflate(bytes: Uint8Array, position: number): Uint8Array {
  const inflated = inflateRawSync(bytes.subarray(position), { maxOutputLength: BUDGET.dicomBytes / 4 });
  const whole = Buffer.alloc(position + inflated.length);
  whole.set(bytes.subarray(0, position));
  whole.set(inflated, position);
  return whole;
}

async function readBounded(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > BUDGET.dicomBytes)
      throw new AppError('formats.too-large', { file, bytes: size, limit: BUDGET.dicomBytes });
    const bytes = await readFile(file);
    return isZstd(bytes) ? zstdDecompressSync(bytes, { maxOutputLength: BUDGET.dicomBytes }) : bytes;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('formats.unreadable', { file }, { cause });
  }
}

function isZstd(bytes: Buffer): boolean {
  return bytes.length > 4 && bytes.readUInt32LE(0) === ZSTD_MAGIC;
}

function uid(dataSet: DataSet, tag: string, file: string): string {
  const value = dataSet.string(tag)?.trim() ?? '';
  if (!UID.test(value)) throw new AppError('formats.not-dicom', { file, detail: `UID ${tag.slice(1)}` });
  return value;
}

function numbers(dataSet: DataSet, tag: string): number[] {
  return (dataSet.string(tag) ?? '')
    .split('\\')
    .filter((part) => part.trim() !== '')
    .map(Number);
}

function number(dataSet: DataSet, tag: string, fallback: number, file: string): number {
  const written = dataSet.string(tag)?.trim();
  if (written === undefined || written === '') return fallback;
  const value = Number(written);
  if (!Number.isFinite(value))
    throw new AppError('formats.bad-header', { file, detail: `${tag.slice(1)} = ${written}` });
  return value;
}

function elementLength(dataSet: DataSet, tag: string): number {
  return dataSet.elements[tag]?.length ?? 0;
}
