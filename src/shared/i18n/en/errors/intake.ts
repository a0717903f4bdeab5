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
  'intake.captions-without-image': {
    cause:
      '{{count}} captions (study {{study}}, series {{series}}, from line {{line}} on) belong to no image that was found.',
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
  'intake.no-reports': {
    cause: 'The folder has pairs but no reports.',
    remedy: 'Put refrad2d_vqa_dataset.parquet beside refrad2d_segment.',
  },
  'intake.bad-entry': {
    cause: 'The entry of {{imageId}} cannot be read: {{detail}}.',
    remedy: 'It was left out; correct the index or write it again.',
  },
  'intake.unknown-class': {
    cause: '{{imageId}}: the schema has no class {{detail}}.',
    remedy: 'The keyword was left out; name and id have to be those of the 121 classes.',
  },
  'intake.box-outside': {
    cause: '{{imageId}}: the box [{{box}}] of {{className}} does not lie in the image.',
    remedy: 'The pair was left out; boxes are [x1, y1, x2, y2] in pixels of the slice.',
  },
  'intake.keyword-not-in-caption': {
    cause: '{{imageId}}: “{{keyword}}” does not stand in the caption ({{language}}).',
    remedy: 'The keyword was left out; the caption may have been changed after it was found.',
  },
  'intake.no-mask': {
    cause: '{{imageId}} has no mask.',
    remedy: 'Its boxes can be reviewed; add the .npy file to see the mask.',
  },
  'intake.no-spacing': {
    cause: '{{count}} images do not say how large their pixels are.',
    remedy: 'One millimetre is assumed; hints that depend on distances may be wrong.',
  },
  'intake.no-segmentation': {
    cause: '{{volume}} has captions but no segmentation that fits.',
    remedy:
      'Its slices were imported without pairs. A model pack can segment the volume: on the page Intake, or with “plumbline segment --project”. Or put a segmentation beside the image and import into a new project.',
  },
  'intake.not-hounsfield': {
    cause:
      '{{volume}} is taken for a CT, but no value lies below {{limit}}, as air would in Hounsfield units.',
    remedy: 'If it is an MR image, say MR in the column modality and import it into a new project.',
  },
  'intake.no-captions': {
    cause: '{{count}} series have no captions, among them {{volume}}; nothing of them is imported.',
    remedy: 'Add rows for them to a captions table; docs/formats.md shows the header.',
  },
};
