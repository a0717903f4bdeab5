export { askable, isBlind, isHidden, withheld } from './blind.ts';
export { type ReadSlice, readImage } from './read-image.ts';
export { writerSlice } from './stored-slice.ts';
export { SUGGEST } from './suggest-job.ts';
export { VlmService } from './service.ts';
export { type GreyWriterSlice, type WriteInput, type WriterSlice, type Written, Writer } from './writer.ts';
