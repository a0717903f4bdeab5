export { type SegmentInput, type Segmented, Segmenter } from './segmenter.ts';
