/** Codes about segmenting volumes; texts in src/shared/i18n/{de,en}/errors/segmentation.ts. */
export const segmentationErrorCodes = [
  'segmentation.not-finite',
  'segmentation.wrong-output',
  'segmentation.too-thin',
  'segmentation.not-a-volume',
] as const;
export type SegmentationErrorCode = (typeof segmentationErrorCodes)[number];
