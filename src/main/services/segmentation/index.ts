export type { VolumeSegmentation } from '../../store/segmentation-store.ts';
export { NewVolumes, type NewVolumesDeps } from './new-volumes.ts';
export { type SegmentInput, type Segmented, Segmenter } from './segmenter.ts';
export { SEGMENT, type SegmentOptions, SegmentationService, type VolumeSegmented } from './service.ts';
