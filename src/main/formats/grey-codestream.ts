import { AppError } from '../../shared/contract/app-error.ts';

/** What the DICOM header says of a codestream. */
export interface ExpectedImage {
  readonly file: string;
  readonly columns: number;
  readonly rows: number;
}

/** Samples of one component as a codestream gave them. */
export interface GreyImage {
  readonly bitsPerSample: number;
  /** Null where the codestream cannot say it, as that of JPEG-LS and lossless JPEG. */
  readonly isSigned: boolean | null;
  /** Little-endian, 8 or 16 bits. */
  readonly bytes: Buffer;
}

/** Size of a codestream against the header's. @throws AppError formats.bad-pixels */
export function refuseOtherSize(
  found: { readonly width: number; readonly height: number; readonly components: number },
  { file, columns, rows }: ExpectedImage,
): void {
  const { width, height, components } = found;
  if (width === columns && height === rows && components === 1) return;
  const detail = `${width} x ${height} x ${components} ≠ ${columns} x ${rows} x 1`;
  throw new AppError('formats.bad-pixels', { file, detail });
}

/** Whether it ends as it should: one that was cut would be decoded to an image with something made up in it. */
export function hasEnd(data: Buffer): boolean {
  // A fragment has an even length, if need be by a zero byte.
  const end = data.at(-1) === 0 ? data.length - 3 : data.length - 2;
  return end >= 0 && data.readUInt16BE(end) === 0xffd9;
}

/** @param format Name of the compression */
export function damaged(file: string, format: string, cause?: unknown): AppError {
  return new AppError('formats.bad-pixels', { file, detail: format }, { cause });
}
