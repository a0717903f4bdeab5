import charls from '@cornerstonejs/codec-charls';
import openjph from '@cornerstonejs/codec-openjph';

interface Encoder {
  getDecodedBuffer(frame: object): Uint8Array;
  getEncodedBuffer(): Uint8Array;
  encode(): void;
  delete(): void;
}

export interface Samples {
  readonly columns: number;
  readonly rows: number;
  readonly bits: number;
  readonly isSigned?: boolean;
  readonly values: ArrayLike<number>;
}

/** A JPEG-LS codestream by CharLS. @param near Largest difference of a decoded sample; 0 is lossless */
export async function encodeJpegLs(samples: Samples, near = 0): Promise<Buffer> {
  const encoder = new (await charls()).JpegLSEncoder();
  return encoded(encoder, samples, () => encoder.setNearLossless(near));
}

/** A high-throughput JPEG 2000 codestream by OpenJPH, lossless. */
export async function encodeHtj2k(samples: Samples): Promise<Buffer> {
  const encoder = new (await openjph()).HTJ2KEncoder();
  return encoded(encoder, samples, () => encoder.setQuality(true, 0));
}

function encoded(encoder: Encoder, samples: Samples, set: () => void): Buffer {
  const { columns: width, rows: height, bits: bitsPerSample, isSigned = false, values } = samples;
  const bytes = bitsPerSample > 8 ? new Uint8Array(Uint16Array.from(values).buffer) : Uint8Array.from(values);
  encoder
    .getDecodedBuffer({
      width,
      height,
      bitsPerSample,
      isSigned,
      componentCount: 1,
      isUsingColorTransform: false,
    })
    .set(bytes);
  set();
  encoder.encode();
  const out = Buffer.from(encoder.getEncodedBuffer());
  encoder.delete();
  return out;
}
