import openJpeg, { type OpenJpegCodec } from '@cornerstonejs/codec-openjpeg/decode';
import { AppError } from '../../shared/contract/app-error.ts';

export interface Jpeg2000Image {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly bitsPerSample: number;
  readonly isSigned: boolean;
  /** Little-endian samples, 8 or 16 bits. */
  readonly bytes: Buffer;
}

let codec: Promise<OpenJpegCodec> | undefined;

/**
 * Decodes a JPEG 2000 codestream. Its own header is read and bounded before anything is decoded.
 *
 * @throws AppError formats.bad-pixels
 */
export async function decodeJpeg2000(
  data: Buffer,
  { file, maxPixels }: { file: string; maxPixels: number },
): Promise<Jpeg2000Image> {
  codec ??= openJpeg();
  const decoder = new (await codec).J2KDecoder();
  try {
    decoder.getEncodedBuffer(data.length).set(data);
    decoder.readHeader();
    const header = decoder.getFrameInfo();
    if (header.width * header.height > maxPixels) {
      throw new AppError('formats.bad-pixels', { file, detail: `${header.width} x ${header.height}` });
    }
    decoder.decode();
    const { width, height, bitsPerSample, isSigned, componentCount } = decoder.getFrameInfo();
    const bytes = Buffer.from(decoder.getDecodedBuffer());
    return { width, height, bitsPerSample, isSigned, components: componentCount, bytes };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('formats.bad-pixels', { file, detail: 'JPEG 2000' }, { cause });
  } finally {
    decoder.delete();
  }
}
