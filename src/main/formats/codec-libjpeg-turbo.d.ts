declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decode' {
  /** libjpeg-turbo's decoder as its emscripten bindings expose it. */
  export interface JpegDecoder {
    getEncodedBuffer(length: number): Uint8Array;
    getDecodedBuffer(): Uint8Array;
    decode(): void;
    getFrameInfo(): { width: number; height: number; componentCount: number };
    delete(): void;
  }
  export interface JpegCodec {
    JPEGDecoder: new () => JpegDecoder;
  }
  export default function libJpegTurbo(module: { print(): void; printErr(): void }): Promise<JpegCodec>;
}
