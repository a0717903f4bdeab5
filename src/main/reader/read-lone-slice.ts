import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { AppError } from '../../shared/contract/app-error.ts';
import { CLASS_COUNT } from '../../shared/domain/anatomy/classes.ts';
import { BUDGET } from '../formats/budget.ts';
import { readLoneDicomImage } from '../formats/dicom-object.ts';
import { decodeDicomPixels } from '../formats/dicom-pixels.ts';
import { decodeNpy } from '../formats/npy.ts';
import type { LoneMask, LoneSlice } from './protocol.ts';

/** A slice that comes as an image of its own, and its mask, which may be unusable without spoiling the image. */
export async function readLoneSlice(request: { file: string; maskFile: string | null }): Promise<LoneSlice> {
  const image = await readLoneDicomImage(request.file);
  const { values } = await decodeDicomPixels(image);
  const [slope, intercept] = image.rescale;
  const text = (tag: string): string => image.dataSet.string(tag)?.trim() ?? '';
  const sliceSpacing = Number(text('x00180088'));
  return {
    width: image.columns,
    height: image.rows,
    samples: rescaled(values, slope, intercept),
    modality: image.modality,
    patientId: text('x00100020'),
    studyInstanceUid: text('x0020000d'),
    geometry: image.geometry && {
      spacingMm: { x: image.geometry.pixelSpacing[1], y: image.geometry.pixelSpacing[0] },
      sliceSpacingMm: sliceSpacing > 0 ? sliceSpacing : null,
      xDirection: [...image.geometry.rowDirection],
      yDirection: [...image.geometry.columnDirection],
    },
    mask: request.maskFile === null ? null : await readMask(request.maskFile, image),
  };
}

/** int16 where every value is whole and fits, as volumes are kept. */
function rescaled(values: Int32Array, slope: number, intercept: number): Int16Array | Float32Array {
  const wide = new Float32Array(values.length);
  let fits = true;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]! * slope + intercept;
    wide[at] = value;
    if ((value | 0) !== value || value < -32_768 || value > 32_767) fits = false;
  }
  return fits ? Int16Array.from(wide) : wide;
}

async function readMask(
  file: string,
  { columns, rows }: { readonly columns: number; readonly rows: number },
): Promise<LoneMask> {
  try {
    const bytes = await boundedBytes(file);
    const { width, height, values } = decodeNpy(bytes, file);
    if (width !== columns || height !== rows)
      throw new AppError('formats.bad-dimensions', {
        file,
        dims: `${width} x ${height} ≠ ${columns} x ${rows}`,
      });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { ok: true, mask: toClassIds(values, file), sha256 };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ok: false, problem: { code: error.code, params: error.params } };
  }
}

function toClassIds(values: Float64Array, file: string): Uint8Array {
  const mask = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    if (!Number.isInteger(value) || value < 0)
      throw new AppError('formats.not-labels', { file, detail: String(value) });
    mask[at] = value <= CLASS_COUNT ? value : 0;
  }
  return mask;
}

async function boundedBytes(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > BUDGET.dicomBytes)
      throw new AppError('formats.too-large', { file, bytes: size, limit: BUDGET.dicomBytes });
    return await readFile(file);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('formats.unreadable', { file }, { cause });
  }
}
