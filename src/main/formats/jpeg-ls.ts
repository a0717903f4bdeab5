import charls, { type CharlsCodec } from '@cornerstonejs/codec-charls/decode';
import { type ExpectedImage, type GreyImage, damaged } from './grey-codestream.ts';
import { FRAME, frameBits } from './jpeg-frame.ts';
import { SILENT } from './silent-codec.ts';

const FORMAT = 'JPEG-LS';
let codec: Promise<CharlsCodec> | undefined;

/** Decodes a JPEG-LS codestream (ITU-T T.87) of one component. @throws AppError formats.bad-pixels */
export async function decodeJpegLs(data: Buffer, expected: ExpectedImage): Promise<GreyImage> {
  const { file, columns, rows } = expected;
  const bitsPerSample = frameBits(data, expected, { marker: FRAME.jpegLs, format: FORMAT });
  codec ??= charls(SILENT);
  const decoder = new (await codec).JpegLSDecoder();
  try {
    decoder.getEncodedBuffer(data.length).set(data);
    decoder.decode();
    const bytes = Buffer.from(decoder.getDecodedBuffer());
    if (bytes.length !== columns * rows * (bitsPerSample > 8 ? 2 : 1)) throw damaged(file, FORMAT);
    return { bitsPerSample, isSigned: null, bytes };
  } catch (cause) {
    throw damaged(file, FORMAT, cause);
  } finally {
    decoder.delete();
  }
}
