import dicomParser from 'dicom-parser';
import { AppError } from '../../shared/contract/app-error.ts';
import { PIXEL_DATA } from './dicom-file.ts';
import type { DicomImage } from './dicom-object.ts';
import { BIG_ENDIAN, type Codec, codecOf, isNative } from './dicom-syntax.ts';
import type { FileNote } from './file-note.ts';
import type { ExpectedImage, GreyImage } from './grey-codestream.ts';
import { decodeJpegLossless } from './jpeg-lossless.ts';
import { decodeJpegLs } from './jpeg-ls.ts';
import { decodeJpeg2000 } from './jpeg2000.ts';
import { decodeRle } from './rle.ts';

export interface DecodedPixels {
  /** Stored values (before rescale), row-major, signed where the header says so. */
  readonly values: Int32Array;
  readonly warning: FileNote | null;
}

/** Decodes a slice's pixels. @throws AppError formats.bad-pixels, formats.truncated */
export async function decodeDicomPixels(slice: DicomImage): Promise<DecodedPixels> {
  const { transferSyntax, file, dataSet } = slice;
  const element = dataSet.elements[PIXEL_DATA];
  if (!element || element.length === 0)
    throw new AppError('formats.bad-pixels', { file, detail: 'PixelData' });
  if (isNative(transferSyntax)) {
    const bytes = Buffer.from(
      dataSet.byteArray.buffer,
      dataSet.byteArray.byteOffset + element.dataOffset,
      element.length,
    );
    return { values: toValues(slice, bytes, transferSyntax !== BIG_ENDIAN), warning: null };
  }
  const codec = codecOf(transferSyntax);
  if (!codec || codec === 'rle')
    return { values: toValues(slice, decodeRle(fragments(slice), slice), true), warning: null };
  return fromCodestream(slice, DECODERS[codec]);
}

type Decode = (data: Buffer, expected: ExpectedImage) => GreyImage | Promise<GreyImage>;

const DECODERS: Readonly<Record<Exclude<Codec, 'rle'>, Decode>> = {
  'jpeg-lossless': decodeJpegLossless,
  'jpeg-ls': decodeJpegLs,
  'jpeg-2000': decodeJpeg2000,
};

async function fromCodestream(slice: DicomImage, decode: Decode): Promise<DecodedPixels> {
  const { file, rows, columns, isSigned } = slice;
  const image = await decode(fragments(slice), { file, rows, columns });
  const values = toValues({ ...slice, ...layoutOf(image, slice) }, image.bytes, true);
  const isOfOtherSign = image.isSigned !== null && image.isSigned !== isSigned;
  return { values, warning: isOfOtherSign ? { code: 'formats.signedness', params: { file } } : null };
}

/**
 * How to read decoded samples. A codestream and a header that disagree about the sign are met in practice; whichever says
 * "signed" is right, because taking -2000 for unsigned would make it 63536. Samples of a signed codestream come
 * sign-extended; those of an unsigned one may carry the sign in the header's topmost stored bit.
 */
function layoutOf(
  image: Pick<GreyImage, 'bitsPerSample' | 'isSigned'>,
  { bitsStored, highBit, isSigned }: DicomImage,
): Pick<DicomImage, 'bitsAllocated' | 'bitsStored' | 'highBit' | 'isSigned'> {
  const bitsAllocated = image.bitsPerSample > 8 ? 16 : 8;
  if (image.isSigned || highBit >= bitsAllocated)
    return {
      bitsAllocated,
      isSigned: image.isSigned ?? isSigned,
      bitsStored: bitsAllocated,
      highBit: bitsAllocated - 1,
    };
  return { bitsAllocated, isSigned, bitsStored, highBit };
}

/** All fragments of the only frame, joined. */
function fragments({ dataSet, file }: DicomImage): Buffer {
  const element = dataSet.elements[PIXEL_DATA]!;
  const parts = element.fragments ?? [];
  if (parts.length === 0) throw new AppError('formats.bad-pixels', { file, detail: 'fragments' });
  try {
    return Buffer.from(dicomParser.readEncapsulatedPixelDataFromFragments(dataSet, element, 0, parts.length));
  } catch (cause) {
    throw new AppError('formats.bad-pixels', { file, detail: 'fragments' }, { cause });
  }
}

function toValues(
  { rows, columns, bitsAllocated, bitsStored, highBit, isSigned, file }: DicomImage,
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
  // Bits around the stored ones may hold overlays; shifting up and down drops them and extends the sign.
  const [up, down] = [31 - highBit, 32 - bitsStored];
  for (let i = 0; i < count; i += 1) {
    const raw = size === 1 ? view.getUint8(i) : view.getUint16(i * 2, littleEndian);
    out[i] = isSigned ? (raw << up) >> down : (raw << up) >>> down;
  }
  return out;
}
