import openJpeg, { type OpenJpegCodec } from '@cornerstonejs/codec-openjpeg/decode';
import { AppError } from '../../shared/contract/app-error.ts';
import { type ExpectedImage, type GreyImage, damaged, hasEnd, refuseOtherSize } from './grey-codestream.ts';
import { SILENT } from './silent-codec.ts';

const FORMAT = 'JPEG 2000';
let codec: Promise<OpenJpegCodec> | undefined;

/**
 * Decodes a JPEG 2000 codestream, high-throughput ones included, of one component. Its own header has to give the size that is
 * expected before anything is decoded: the decoder would believe any.
 *
 * @throws AppError formats.bad-pixels
 */
export async function decodeJpeg2000(data: Buffer, expected: ExpectedImage): Promise<GreyImage> {
  const { file, columns, rows } = expected;
  if (!hasEnd(data)) throw damaged(file, FORMAT);
  refuseOtherSize(sizeOf(data, file), expected);
  codec ??= openJpeg(SILENT);
  const decoder = new (await codec).J2KDecoder();
  try {
    decoder.getEncodedBuffer(data.length).set(data);
    decoder.decode();
    const { width, height, bitsPerSample, isSigned } = decoder.getFrameInfo();
    const bytes = Buffer.from(decoder.getDecodedBuffer());
    const isWhole = bytes.length === columns * rows * (bitsPerSample > 8 ? 2 : 1);
    if (width !== columns || height !== rows || !isWhole) throw damaged(file, FORMAT);
    return { bitsPerSample, isSigned, bytes };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw damaged(file, FORMAT, cause);
  } finally {
    decoder.delete();
  }
}

/** What the SIZ marker segment says (ISO/IEC 15444-1, A.5.1), which follows every codestream's start. */
function sizeOf(data: Buffer, file: string): { width: number; height: number; components: number } {
  const SOC_SIZ = 0xff4f_ff51;
  if (data.length < 44 || data.readUInt32BE(0) !== SOC_SIZ) throw damaged(file, FORMAT);
  const at = (offset: number): number => data.readUInt32BE(offset);
  return { width: at(8) - at(16), height: at(12) - at(20), components: data.readUInt16BE(40) };
}
