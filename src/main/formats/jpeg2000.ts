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
 * Decodes a JPEG 2000 codestream of one component. Its own header has to give the size that is expected before anything is
 * decoded: the decoder would believe any.
 *
 * @throws AppError formats.bad-pixels
 */
export async function decodeJpeg2000(
  data: Buffer,
  expected: { readonly file: string; readonly columns: number; readonly rows: number },
): Promise<Jpeg2000Image> {
  const { file, columns, rows } = expected;
  refuseOtherSize(data, expected);
  codec ??= openJpeg();
  const decoder = new (await codec).J2KDecoder();
  try {
    decoder.getEncodedBuffer(data.length).set(data);
    decoder.decode();
    const { width, height, bitsPerSample, isSigned, componentCount } = decoder.getFrameInfo();
    const bytes = Buffer.from(decoder.getDecodedBuffer());
    const isWhole = bytes.length === columns * rows * (bitsPerSample > 8 ? 2 : 1);
    if (width !== columns || height !== rows || !isWhole) throw damaged(file);
    return { width, height, bitsPerSample, isSigned, components: componentCount, bytes };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw damaged(file, cause);
  } finally {
    decoder.delete();
  }
}

/** Compares the SIZ marker segment (ISO/IEC 15444-1, A.5.1), which follows every codestream's start, with the header; wants the end. */
function refuseOtherSize(
  data: Buffer,
  { file, columns, rows }: { readonly file: string; readonly columns: number; readonly rows: number },
): void {
  const SOC_SIZ = 0xff4f_ff51;
  if (data.length < 44 || data.readUInt32BE(0) !== SOC_SIZ) throw damaged(file);
  // Without the end marker the stream was cut; the decoder would make a blurred image of what is there and say nothing.
  const end = data.at(-1) === 0 ? data.length - 3 : data.length - 2;
  if (data.readUInt16BE(end) !== 0xffd9) throw damaged(file);
  const [right, bottom, left, top] = [8, 12, 16, 20].map((at) => data.readUInt32BE(at)) as [
    number,
    number,
    number,
    number,
  ];
  const [width, height, components] = [right - left, bottom - top, data.readUInt16BE(40)];
  if (width !== columns || height !== rows || components !== 1) {
    const detail = `${width} x ${height} x ${components} ≠ ${columns} x ${rows} x 1`;
    throw new AppError('formats.bad-pixels', { file, detail });
  }
}

function damaged(file: string, cause?: unknown): AppError {
  return new AppError('formats.bad-pixels', { file, detail: 'JPEG 2000' }, { cause });
}
