import type { DataSet } from 'dicom-parser';
import { AppError } from '../../shared/contract/app-error.ts';
import type { Vector3 } from '../../shared/domain/volume/affine.ts';
import { BUDGET } from './budget.ts';
import { parseDicomFile } from './dicom-file.ts';
import { IMPLICIT_LITTLE_ENDIAN, refuseUnreadableSyntax } from './dicom-syntax.ts';
import type { FileNote } from './file-note.ts';

/** The attributes of a grey CT or MR image that its samples depend on. */
export interface DicomImage {
  readonly dataSet: DataSet;
  readonly file: string;
  readonly notes: readonly FileNote[];
  readonly transferSyntax: string;
  readonly rows: number;
  readonly columns: number;
  readonly bitsAllocated: 8 | 16;
  readonly bitsStored: number;
  /** Position of the topmost stored bit, 0 is the least significant. */
  readonly highBit: number;
  readonly isSigned: boolean;
  readonly rescale: readonly [slope: number, intercept: number];
  readonly sopInstanceUid: string;
  readonly modality: 'CT' | 'MR';
}

/** Where an image lies in the patient. */
export interface DicomGeometry {
  /** Between rows (y) and between columns (x), mm. */
  readonly pixelSpacing: readonly [y: number, x: number];
  /** Unit vectors along a row (x grows) and down a column (y grows), LPS. */
  readonly rowDirection: Vector3;
  readonly columnDirection: Vector3;
  /** Centre of the first pixel, LPS mm. */
  readonly position: Vector3;
}

/** The attributes of a CT or MR slice that anything here depends on. */
export interface DicomSlice extends DicomImage, DicomGeometry {
  readonly sliceThicknessMm: number;
  readonly instanceNumber: number;
}

const UID = /^[0-9.]{1,64}$/;

/**
 * Identity of a CT or MR slice. Everything that reading it depends on is checked, so that what cannot be used is told
 * before an import begins; no pixels are decoded.
 *
 * @throws AppError, see readDicomSlice
 */
export async function inspectDicom(file: string): Promise<{
  sopInstanceUid: string;
  seriesInstanceUid: string;
  studyInstanceUid: string;
  patientId: string;
  modality: string;
  seriesDescription: string;
  bodyPart: string;
}> {
  const { dataSet, sopInstanceUid, modality } = await readDicomSlice(file);
  return {
    sopInstanceUid,
    seriesInstanceUid: uid(dataSet, 'x0020000e', file),
    studyInstanceUid: uid(dataSet, 'x0020000d', file),
    patientId: text(dataSet, 'x00100020'),
    modality,
    seriesDescription: text(dataSet, 'x0008103e'),
    bodyPart: text(dataSet, 'x00180015'),
  };
}

/**
 * Attributes of a single-frame grey slice, checked against each other before anything is allocated.
 *
 * @throws AppError formats.not-dicom, dicom-not-an-image, multi-frame, bad-dimensions, bad-pixels, bad-header,
 * bad-affine, transfer-syntax, too-large, and what parseDicomFile throws
 */
export async function readDicomSlice(file: string): Promise<DicomSlice> {
  const image = await readDicomImage(file);
  const { dataSet } = image;
  return {
    ...image,
    ...geometryOf(dataSet, file),
    sliceThicknessMm: number(dataSet, 'x00180050', 0, file),
    instanceNumber: number(dataSet, 'x00200013', 0, file),
  };
}

/** The same of a lone image, which may say nothing about where it lies: `geometry` is null then. @throws as readDicomSlice */
export async function readLoneDicomImage(
  file: string,
): Promise<DicomImage & { readonly geometry: DicomGeometry | null }> {
  const image = await readDicomImage(file);
  const isPlaced = ['x00200037', 'x00200032', 'x00280030'].some((tag) => image.dataSet.elements[tag]);
  return { ...image, geometry: isPlaced ? geometryOf(image.dataSet, file) : null };
}

async function readDicomImage(file: string): Promise<DicomImage> {
  const { dataSet, notes } = await parseDicomFile(file);
  const modality = modalityOf(dataSet, file);
  const transferSyntax = text(dataSet, 'x00020010') || IMPLICIT_LITTLE_ENDIAN;
  refuseUnreadableSyntax(transferSyntax, file);
  return {
    dataSet,
    file,
    notes,
    modality,
    transferSyntax,
    ...matrixOf(dataSet, file),
    ...sampleLayoutOf(dataSet, file),
    rescale: [number(dataSet, 'x00281053', 1, file), number(dataSet, 'x00281052', 0, file)],
    sopInstanceUid: uid(dataSet, 'x00080018', file),
  };
}

/** The modality, if it is one of the two and the object holds one grey image. */
function modalityOf(dataSet: DataSet, file: string): 'CT' | 'MR' {
  const refuse = (detail: string): never => {
    throw new AppError('formats.dicom-not-an-image', { file, detail });
  };
  const modality = text(dataSet, 'x00080060');
  if (modality !== 'CT' && modality !== 'MR') return refuse(modality || 'Modality ?');
  const photometric = text(dataSet, 'x00280004');
  if ((dataSet.uint16('x00280002') ?? 1) !== 1 || !/^(MONOCHROME[12])?$/.test(photometric))
    return refuse(photometric || 'RGB');
  const frames = number(dataSet, 'x00280008', 1, file);
  if (frames !== 1) throw new AppError('formats.multi-frame', { file, frames });
  return modality;
}

function matrixOf(dataSet: DataSet, file: string): Pick<DicomSlice, 'rows' | 'columns'> {
  const [rows, columns] = ['x00280010', 'x00280011'].map((tag) =>
    dataSet.elements[tag]?.length === 2 ? dataSet.uint16(tag)! : 0,
  ) as [number, number];
  if (rows < 1 || columns < 1)
    throw new AppError('formats.bad-dimensions', { file, dims: `${columns} x ${rows}` });
  const bytes = rows * columns * Float32Array.BYTES_PER_ELEMENT;
  if (bytes > BUDGET.dicomBytes)
    throw new AppError('formats.too-large', { file, bytes, limit: BUDGET.dicomBytes });
  return { rows, columns };
}

type SampleLayout = Pick<DicomSlice, 'bitsAllocated' | 'bitsStored' | 'highBit' | 'isSigned'>;

function sampleLayoutOf(dataSet: DataSet, file: string): SampleLayout {
  const bitsAllocated = dataSet.uint16('x00280100') ?? 0;
  const bitsStored = dataSet.uint16('x00280101') ?? bitsAllocated;
  const highBit = dataSet.uint16('x00280102') ?? bitsStored - 1;
  const isPossible = bitsStored >= 1 && highBit >= bitsStored - 1 && highBit < bitsAllocated;
  if ((bitsAllocated !== 8 && bitsAllocated !== 16) || !isPossible) {
    const detail = `BitsAllocated ${bitsAllocated}, BitsStored ${bitsStored}, HighBit ${highBit}`;
    throw new AppError('formats.bad-pixels', { file, detail });
  }
  return { bitsAllocated, bitsStored, highBit, isSigned: dataSet.uint16('x00280103') === 1 };
}

function geometryOf(dataSet: DataSet, file: string): DicomGeometry {
  const refuse = (detail: string): never => {
    throw new AppError('formats.bad-affine', { file, detail });
  };
  const orientation = numbers(dataSet, 'x00200037', 6) ?? refuse('ImageOrientationPatient');
  const position = numbers(dataSet, 'x00200032', 3) ?? refuse('ImagePositionPatient');
  const spacing = numbers(dataSet, 'x00280030', 2) ?? refuse('PixelSpacing');
  const row = orientation.slice(0, 3) as unknown as Vector3;
  const column = orientation.slice(3) as unknown as Vector3;
  const isUnit = (v: Vector3): boolean => Math.abs(Math.hypot(...v) - 1) < 0.01;
  const dot = row[0] * column[0] + row[1] * column[1] + row[2] * column[2];
  if (!isUnit(row) || !isUnit(column) || Math.abs(dot) > 0.01) refuse('ImageOrientationPatient');
  if (spacing.some((value) => value <= 0 || value > 100)) refuse('PixelSpacing');
  return {
    rowDirection: row,
    columnDirection: column,
    position: position as unknown as Vector3,
    pixelSpacing: [spacing[0]!, spacing[1]!],
  };
}

function text(dataSet: DataSet, tag: string): string {
  return dataSet.string(tag)?.trim() ?? '';
}

function uid(dataSet: DataSet, tag: string, file: string): string {
  const value = text(dataSet, tag);
  // A UID that is none may be a path or a program; it is refused and never shown.
  if (!UID.test(value)) throw new AppError('formats.not-dicom', { file, detail: `UID (${named(tag)})` });
  return value;
}

/** The finite numbers of a decimal string with that many values; undefined when it has others. */
function numbers(dataSet: DataSet, tag: string, count: number): number[] | undefined {
  const values = text(dataSet, tag)
    .split('\\')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  return values.length === count && values.every(Number.isFinite) ? values : undefined;
}

function number(dataSet: DataSet, tag: string, fallback: number, file: string): number {
  const written = text(dataSet, tag);
  if (written === '') return fallback;
  const value = Number(written);
  if (!Number.isFinite(value))
    throw new AppError('formats.bad-header', { file, detail: `(${named(tag)}) = ${written.slice(0, 32)}` });
  return value;
}

/** 'x00281053' → '0028,1053'. */
function named(tag: string): string {
  return `${tag.slice(1, 5)},${tag.slice(5)}`;
}
