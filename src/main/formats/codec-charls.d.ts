declare module '@cornerstonejs/codec-charls/decode' {
  /** CharLS' decoder as its emscripten bindings expose it. */
  export interface JpegLsDecoder {
    getEncodedBuffer(length: number): Uint8Array;
    getDecodedBuffer(): Uint8Array;
    decode(): void;
    delete(): void;
  }
  export interface CharlsCodec {
    JpegLSDecoder: new () => JpegLsDecoder;
  }
  export default function charls(module: { print(): void; printErr(): void }): Promise<CharlsCodec>;
}
