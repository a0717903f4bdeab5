export { type ReadSlice, readImage } from './read-image.ts';
export { type WriteInput, type WriterSlice, type Written, Writer } from './writer.ts';
