import { Decoder } from '@cornerstonejs/jpeg-lossless-decoder-js';
import { type ExpectedImage, type GreyImage, damaged } from './grey-codestream.ts';
import { FRAME, frameBits } from './jpeg-frame.ts';

const FORMAT = 'JPEG Lossless';

/** Decodes a lossless JPEG codestream (ITU-T T.81, process 14, any predictor) of one component. @throws AppError formats.bad-pixels */
export function decodeJpegLossless(data: Buffer, expected: ExpectedImage): GreyImage {
  const { file, columns, rows } = expected;
  const bitsPerSample = frameBits(data, expected, { marker: FRAME.lossless, format: FORMAT });
  const bytesPerSample = bitsPerSample > 8 ? 2 : 1;
  try {
    // A copy of its own: the decoder reads an ArrayBuffer to its end, and small Buffers share theirs with others.
    const values = new Decoder().decode(Uint8Array.from(data).buffer, 0, data.length, bytesPerSample);
    const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    if (bytes.length !== columns * rows * bytesPerSample) throw damaged(file, FORMAT);
    return { bitsPerSample, isSigned: null, bytes };
  } catch (cause) {
    throw damaged(file, FORMAT, cause);
  }
}
