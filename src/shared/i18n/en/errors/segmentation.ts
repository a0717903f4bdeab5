import type { SegmentationErrorCode } from '../../../contract/errors/segmentation.ts';
import type { ErrorText } from '../../error-text.ts';

export const segmentationErrors: Record<SegmentationErrorCode, ErrorText> = {
  'segmentation.not-finite': {
    cause: 'A network of the pack ({{part}}) gave values that are no finite numbers.',
    remedy:
      'Check the pack with “plumbline models verify” and the image for impossible grey values; on a graphics card, try the CPU.',
  },
  'segmentation.wrong-output': {
    cause: 'A network of the pack ({{part}}) does not give {{expected}} classes as its manifest says.',
    remedy: 'Make the pack anew (tools/model-packs) or use another one.',
  },
  'segmentation.too-thin': {
    cause: 'Along one axis the volume is thinner than half a voxel of the network ({{spacing}} mm).',
    remedy: 'Use a volume with more slices; a single thin slice cannot be segmented.',
  },
  'segmentation.not-a-volume': {
    cause: 'The file is no NIfTI volume.',
    remedy: 'Give a .nii or .nii.gz file; DICOM series are read when they are imported into a project.',
  },
};
