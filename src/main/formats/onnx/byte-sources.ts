import { readSync } from 'node:fs';
import type { ByteSource } from './field-reader.ts';

/** A file that is open already: the same descriptor whose bytes were hashed, so that nobody swaps it in between. */
export function descriptorSource(file: string, { fd, size }: { fd: number; size: number }): ByteSource {
  return { file, size, read: (into, offset) => readSync(fd, into, 0, into.byteLength, offset) };
}

export function memorySource(file: string, bytes: Uint8Array): ByteSource {
  return {
    file,
    size: bytes.byteLength,
    read: (into, offset) => {
      const part = bytes.subarray(offset, offset + into.byteLength);
      into.set(part);
      return part.byteLength;
    },
  };
}
