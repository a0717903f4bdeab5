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
  'segmentation.output-name': {
    cause: 'A label map is written as NIfTI, so its name has to end in .nii or .nii.gz.',
    remedy: 'Choose another name for the output.',
  },
  'segmentation.same-file': {
    cause: 'The output would replace the image.',
    remedy: 'Choose another name for the output.',
  },
  'segmentation.not-on-mr': {
    cause:
      'The pack found class {{label}}, which TotalSegmentator’s MR task does not have; nothing was written.',
    remedy: 'Use a pack for MR whose classes are those of the MR task.',
  },
  'segmentation.channels': {
    cause: 'The pack wants several images of a volume; only one is given here.',
    remedy: 'Use a pack with one input channel.',
  },
  'segmentation.wrong-modality': {
    cause: 'The volume’s modality is {{found}}; the pack {{pack}} segments {{needed}}.',
    remedy: 'Choose a pack for {{found}}.',
  },
  'segmentation.no-volume': {
    cause: 'The project has no volume {{volume}}.',
    remedy: '“plumbline segment --project DIR” lists the volumes with their numbers.',
  },
  'segmentation.no-pack': {
    cause:
      'No segmentation pack for {{modality}} was chosen, and none but the demo’s is installed, which knows painted phantoms only.',
    remedy:
      'Add a pack for {{modality}} on the Models page or with “plumbline models add DIR”; tools/model-packs/README.md says how to make one from TotalSegmentator’s weights.',
  },
  'segmentation.misplaced': {
    cause: 'The label map that a pack has made of volume {{volume}} does not lie where the volume does.',
    remedy:
      'Segment the volume with “plumbline segment --input --output” and import the result; please report this with the volume’s header.',
  },
  'segmentation.file-changed': {
    cause: 'The label map {{file}} is no longer the one that was written.',
    remedy: 'Segment the volume again; what was decided stays.',
  },
};
