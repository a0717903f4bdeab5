import { readFile, stat } from 'node:fs/promises';
import libJpegTurbo, { type JpegCodec } from '@cornerstonejs/codec-libjpeg-turbo-8bit/decode';
import { AppError } from '../../shared/contract/app-error.ts';
import { BUDGET } from './budget.ts';
import { SILENT } from './silent-codec.ts';

export interface JpegImage {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of each pixel side by side, row-major; grey pictures three times the same. */
  readonly rgb: Uint8Array;
}

let codec: Promise<JpegCodec> | undefined;

/**
 * A JPEG picture in 8 bits, decoded by libjpeg-turbo as Pillow does. Its own header has to give a size within limits before
 * anything is decoded.
 *
 * @throws AppError formats.unreadable, formats.too-large, formats.bad-pixels
 */
export async function readJpeg(file: string): Promise<JpegImage> {
  const data = await boundedBytes(file);
  if (data.subarray(1, 4).toString('latin1') === 'PNG')
    throw new AppError('formats.bad-pixels', { file, detail: 'PNG ≠ JPEG' });
  const size = frameSize(data);
  if (!size) throw damaged(file);
  const bytes = size.width * size.height * 3;
  if (bytes > BUDGET.imageBytes)
    throw new AppError('formats.too-large', { file, bytes, limit: BUDGET.imageBytes });
  codec ??= libJpegTurbo(SILENT);
  const decoder = new (await codec).JPEGDecoder();
  try {
    decoder.getEncodedBuffer(data.length).set(data);
    decoder.decode();
    const { width, height, componentCount } = decoder.getFrameInfo();
    const values = Uint8Array.from(decoder.getDecodedBuffer());
    if (width !== size.width || height !== size.height || values.length !== width * height * componentCount)
      throw damaged(file);
    if (componentCount === 3) return { width, height, rgb: values };
    if (componentCount !== 1) throw damaged(file);
    return {
      width,
      height,
      rgb: Uint8Array.from({ length: values.length * 3 }, (_, at) => values[Math.floor(at / 3)]!),
    };
  } catch (cause) {
    // The decoder throws numbers.
    throw cause instanceof AppError ? cause : damaged(file, cause);
  } finally {
    decoder.delete();
  }
}

/** Width and height of the first frame header (ITU-T T.81, B.2.2); undefined where there is none. */
function frameSize(data: Buffer): { width: number; height: number } | undefined {
  if (data.length < 4 || data.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 < data.length;) {
    if (data[at] !== 0xff) return undefined;
    const marker = data[at + 1]!;
    // SOF0 to SOF15 but DHT (C4), JPG (C8) and DAC (CC).
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const [height, width] = [data.readUInt16BE(at + 5), data.readUInt16BE(at + 7)];
      return width > 0 && height > 0 ? { width, height } : undefined;
    }
    // A marker may be filled up with FF.
    at += marker === 0xff ? 1 : 2 + data.readUInt16BE(at + 2);
  }
  return undefined;
}

async function boundedBytes(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > BUDGET.headerBytes)
      throw new AppError('formats.too-large', { file, bytes: size, limit: BUDGET.headerBytes });
    return await readFile(file);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('formats.unreadable', { file }, { cause });
  }
}

const damaged = (file: string, cause?: unknown): AppError =>
  new AppError('formats.bad-pixels', { file, detail: 'JPEG' }, { cause });
