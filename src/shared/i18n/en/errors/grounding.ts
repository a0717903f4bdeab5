import type { GroundingErrorCode } from '../../../contract/errors/grounding.ts';
import type { ErrorText } from '../../error-text.ts';

export const groundingErrors: Record<GroundingErrorCode, ErrorText> = {
  'grounding.malformed-input': {
    cause: 'The file does not have the expected shape: {{detail}}.',
    remedy: 'docs/derivation.md shows what each input looks like.',
  },
  'grounding.output-exists': {
    cause: 'There already is a {{name}} in this folder.',
    remedy: 'Choose another folder; nothing is ever overwritten.',
  },
  'grounding.no-segmentation': {
    cause: 'Scan {{scan}} has no segmentation.',
    remedy: 'Its slices were passed over; add the file if the scan should count.',
  },
  'grounding.no-report': {
    cause: 'Slice {{imageId}} has no report.',
    remedy: 'It was passed over; add a report if the slice should count.',
  },
  'grounding.report-twice': {
    cause: 'Slice {{imageId}} has several reports.',
    remedy: 'It was passed over, because nothing says which one counts; keep one row per image.',
  },
  'grounding.bad-axis': {
    cause: 'Slice {{imageId}} lies along axis {{axis}}, which does not exist.',
    remedy: 'Axes are 0 (sagittal), 1 (coronal) and 2 (axial); correct the scan index.',
  },
  'grounding.slice-outside': {
    cause: 'Slice {{slice}} of {{imageId}} lies outside the volume, which has {{count}}.',
    remedy: 'Slices count from 0; correct the scan index.',
  },
  'grounding.counted-from-end': {
    cause:
      'Slice {{slice}} of {{imageId}} is negative and was counted from the end, as the published pipeline does.',
    remedy: 'Check that slice {{counted}} is meant; a number below zero most likely is a mistake.',
  },
  'grounding.unsafe-name': {
    cause: '{{name}} cannot be used as a file name.',
    remedy: 'It was passed over; use letters, digits, dot, dash and underscore.',
  },
};
