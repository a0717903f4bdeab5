declare module '@cornerstonejs/codec-charls' {
  /** CharLS' encoder as its emscripten bindings expose it. */
  export interface JpegLsEncoder {
    getDecodedBuffer(frame: object): Uint8Array;
    getEncodedBuffer(): Uint8Array;
    setNearLossless(difference: number): void;
    encode(): void;
    delete(): void;
  }
  export default function charls(): Promise<{ JpegLSEncoder: new () => JpegLsEncoder }>;
}
declare module '@cornerstonejs/codec-openjph' {
  /** OpenJPH's encoder as its emscripten bindings expose it. */
  export interface Htj2kEncoder {
    getDecodedBuffer(frame: object): Uint8Array;
    getEncodedBuffer(): Uint8Array;
    setQuality(isReversible: boolean, step: number): void;
    encode(): void;
    delete(): void;
  }
  export default function openjph(): Promise<{ HTJ2KEncoder: new () => Htj2kEncoder }>;
}
