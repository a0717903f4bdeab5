import type { IntakeErrorCode } from '../../../contract/errors/intake.ts';
import type { ErrorText } from '../../error-text.ts';

export const intakeErrors: Record<IntakeErrorCode, ErrorText> = {
  'intake.nothing-usable': {
    cause: 'Nothing usable was found in {{paths}}.',
    remedy: 'Choose a folder with NIfTI or DICOM images and captions.',
  },
  'intake.not-scanned': {
    cause: 'The folder has not been read yet, or reading it failed.',
    remedy: 'Read it again.',
  },
  'intake.caption-without-image': {
    cause: 'The caption in line {{line}} ({{imageId}}) belongs to no image that was found.',
    remedy: 'Check the columns study and series; they name the folder and the file.',
  },
  'intake.duplicate-image-id': {
    cause: 'Line {{line}} uses the image_id {{imageId}}, which an earlier line has already.',
    remedy: 'Give every slice an id of its own; only the earlier line was used.',
  },
  'intake.slice-outside': {
    cause: 'Slice {{slice}} of {{imageId}} lies outside the volume, which has {{count}}.',
    remedy: 'Slices count from 0 in the direction of the head.',
  },
  'intake.segmentation-misfit': {
    cause: 'The segmentation does not have the grid of its volume ({{volume}}).',
    remedy: 'Segment the image again, or resample the segmentation to it.',
  },
  'intake.no-orientation': {
    cause: 'The header says nothing about orientation; right and left may be exchanged.',
    remedy: 'Convert the image from its source again.',
  },
};
