/** Codes about segmenting volumes; texts in src/shared/i18n/{de,en}/errors/segmentation.ts. */
export const segmentationErrorCodes = [
  'segmentation.not-finite',
  'segmentation.wrong-output',
  'segmentation.too-thin',
  'segmentation.not-a-volume',
  'segmentation.output-name',
  'segmentation.same-file',
  'segmentation.not-on-mr',
  'segmentation.channels',
  'segmentation.wrong-modality',
  'segmentation.no-volume',
  'segmentation.no-pack',
  'segmentation.misplaced',
  'segmentation.file-changed',
] as const;
export type SegmentationErrorCode = (typeof segmentationErrorCodes)[number];
