import dicomParser from 'dicom-parser';
import { AppError, type ErrorParams } from '../../shared/contract/app-error.ts';
import type { DicomSlice } from './dicom-object.ts';
import { decodeJpeg2000 } from './jpeg2000.ts';
import { decodeRle } from './rle.ts';

const NATIVE_LITTLE = new Set(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.1.99']);
const NATIVE_BIG = '1.2.840.10008.1.2.2';
const JPEG2000 = new Set(['1.2.840.10008.1.2.4.90', '1.2.840.10008.1.2.4.91']);
const RLE = '1.2.840.10008.1.2.5';

export interface DecodedPixels {
  /** Stored values (before rescale), row-major, signed where the header says so. */
  readonly values: Int32Array;
  readonly warning: { readonly code: 'formats.signedness'; readonly params: ErrorParams } | null;
}

/** Decodes a slice's pixels. @throws AppError formats.no… see the codes below */
export async function decodeDicomPixels(slice: DicomSlice): Promise<DecodedPixels> {
  const { transferSyntax, file, dataSet } = slice;
  const element = dataSet.elements['x7fe00010'];
  if (!element || element.length === 0)
    throw new AppError('formats.bad-pixels', { file, detail: 'PixelData' });
  if (NATIVE_LITTLE.has(transferSyntax) || transferSyntax === NATIVE_BIG) {
    const bytes = Buffer.from(
      dataSet.byteArray.buffer,
      dataSet.byteArray.byteOffset + element.dataOffset,
      element.length,
    );
    return { values: toValues(slice, bytes, transferSyntax !== NATIVE_BIG), warning: null };
  }
  if (transferSyntax === RLE)
    return { values: toValues(slice, decodeRle(fragments(slice), slice), true), warning: null };
  if (JPEG2000.has(transferSyntax)) return fromJpeg2000(slice);
  throw new AppError('formats.transfer-syntax', { file, syntax: transferSyntax });
}

async function fromJpeg2000(slice: DicomSlice): Promise<DecodedPixels> {
  const { file, rows, columns, isSigned, bitsStored } = slice;
  const image = await decodeJpeg2000(fragments(slice), { file, maxPixels: rows * columns });
  if (image.width !== columns || image.height !== rows || image.components !== 1) {
    throw new AppError('formats.bad-pixels', {
      file,
      detail: `${image.width} x ${image.height} x ${image.components}`,
    });
  }
  const asStored: DicomSlice = { ...slice, bitsAllocated: image.bitsPerSample > 8 ? 16 : 8 };
  // The codestream says itself whether its samples are signed; a header that disagrees would turn -2000 into 63536.
  const disagrees = image.isSigned !== isSigned;
  const values = toValues(
    { ...asStored, isSigned: image.isSigned, bitsStored: image.isSigned ? 16 : bitsStored },
    image.bytes,
    true,
  );
  return { values, warning: disagrees ? { code: 'formats.signedness', params: { file } } : null };
}

/** All fragments of the only frame, joined. */
function fragments({ dataSet, file }: DicomSlice): Buffer {
  const element = dataSet.elements['x7fe00010']!;
  const parts = element.fragments ?? [];
  if (parts.length === 0) throw new AppError('formats.bad-pixels', { file, detail: 'fragments' });
  try {
    return Buffer.from(dicomParser.readEncapsulatedPixelDataFromFragments(dataSet, element, 0, parts.length));
  } catch (cause) {
    throw new AppError('formats.bad-pixels', { file, detail: 'fragments' }, { cause });
  }
}

function toValues(
  { rows, columns, bitsAllocated, bitsStored, isSigned, file }: DicomSlice,
  bytes: Buffer,
  littleEndian: boolean,
): Int32Array {
  const count = rows * columns;
  const size = bitsAllocated / 8;
  if (bytes.length < count * size) {
    throw new AppError('formats.truncated', { file, found: bytes.length, expected: count * size });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const out = new Int32Array(count);
  // Bits above the stored ones may hold overlays; shifting up and down drops them and extends the sign.
  const shift = 32 - bitsStored;
  for (let i = 0; i < count; i += 1) {
    const raw = size === 1 ? view.getUint8(i) : view.getUint16(i * 2, littleEndian);
    out[i] = isSigned ? (raw << shift) >> shift : (raw << shift) >>> shift;
  }
  return out;
}
