import libJpegTurbo from '@cornerstonejs/codec-libjpeg-turbo-8bit';

/** A JPEG picture of 8-bit red, green and blue values side by side, nearly without loss. */
export async function jpegOf(image: {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array;
}): Promise<Buffer> {
  const { width, height, values } = image;
  const encoder = new (await libJpegTurbo()).JPEGEncoder();
  try {
    const frame = { width, height, bitsPerSample: 8, componentCount: 3, isSigned: false } as const;
    encoder.getDecodedBuffer(frame).set(values);
    encoder.setQuality(95);
    encoder.encode();
    return Buffer.from(encoder.getEncodedBuffer());
  } finally {
    encoder.delete();
  }
}
