declare module '@cornerstonejs/codec-openjpeg/decode' {
  /** OpenJPEG's decoder as its emscripten bindings expose it. */
  export interface OpenJpegDecoder {
    getEncodedBuffer(length: number): Uint8Array;
    getDecodedBuffer(): Uint8Array;
    readHeader(): void;
    decode(): void;
    getFrameInfo(): {
      width: number;
      height: number;
      bitsPerSample: number;
      isSigned: boolean;
      componentCount: number;
    };
    delete(): void;
  }
  export interface OpenJpegCodec {
    J2KDecoder: new () => OpenJpegDecoder;
  }
  export default function openJpeg(module: { print(): void; printErr(): void }): Promise<OpenJpegCodec>;
}
