declare module '@cornerstonejs/codec-libjpeg-turbo-8bit' {
  /** libjpeg-turbo's encoder as its emscripten bindings expose it; the program itself only decodes. */
  export interface JpegEncoder {
    getDecodedBuffer(frame: {
      width: number;
      height: number;
      bitsPerSample: 8;
      componentCount: 3;
      isSigned: false;
    }): Uint8Array;
    getEncodedBuffer(): Uint8Array;
    setQuality(quality: number): void;
    encode(): void;
    delete(): void;
  }
  export default function libJpegTurbo(): Promise<{ JPEGEncoder: new () => JpegEncoder }>;
}
