import type { VlmErrorCode } from '../../../contract/errors/vlm.ts';
import type { ErrorText } from '../../error-text.ts';

export const vlmErrors: Record<VlmErrorCode, ErrorText> = {
  'vlm.no-pack': {
    cause: 'There is no RadGrounder pack on this machine.',
    remedy:
      'Add one on the page for models, or with “plumbline models add”; docs/radgrounder.md says where packs come from.',
  },
  'vlm.task-unknown': {
    cause: '{{pack}} was not trained for the task “{{task}}”.',
    remedy: 'Choose another task or another pack.',
  },
  'vlm.language-unknown': {
    cause: '{{pack}} was not trained in the language “{{language}}”.',
    remedy: 'Choose another language or another pack.',
  },
  'vlm.no-question': {
    cause: 'There is no question.',
    remedy: 'Write what is to be answered about the slice.',
  },
  'vlm.blind': {
    cause: 'This project is reviewed blind, and pairs of this slice are undecided.',
    remedy: 'Judge them first; RadGrounder can be asked about the slice afterwards.',
  },
  'vlm.slice-missing': {
    cause: 'The slice is no longer in the project.',
    remedy: 'Load the queue again.',
  },
  'vlm.not-an-image': {
    cause: 'The file is no image that can be read.',
    remedy: 'Give a NIfTI volume or a DICOM image of CT or MR.',
  },
  'vlm.slice-outside': {
    cause: 'Slice {{slice}} lies outside the volume, which has {{count}} along this axis.',
    remedy: 'Slices count from 0.',
  },
  'vlm.modality-needed': {
    cause: 'The file does not say whether it is CT or MR.',
    remedy: 'Say it with --modality CT or --modality MR; grey values are prepared differently.',
  },
  'vlm.no-numbers': {
    cause:
      'The pack computes values that are no numbers: it is broken, or half precision is too narrow for its weights.',
    remedy: 'Use a pack in fp32, or compute on the processor; otherwise convert the checkpoint again.',
  },
};
