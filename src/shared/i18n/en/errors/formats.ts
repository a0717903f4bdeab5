import type { FormatsErrorCode } from '../../../contract/errors/formats.ts';
import type { ErrorText } from '../../error-text.ts';

export const formatsErrors: Record<FormatsErrorCode, ErrorText> = {
  'formats.unreadable': {
    cause: 'The file cannot be opened or read.',
    remedy: 'Check that it exists, is complete, and that you may read it.',
  },
  'formats.not-recognised': {
    cause: 'The file is none of the formats that are read here (NIfTI, DICOM, CSV, JSONL, JSON, Parquet).',
    remedy: 'Convert it, or leave it out.',
  },
  'formats.truncated': {
    cause: 'The file ends too early: {{found}} of {{expected}} bytes are there.',
    remedy: 'Copy it again from its source.',
  },
  'formats.bad-gzip': {
    cause: 'The compressed data are damaged.',
    remedy: 'Copy the file again from its source.',
  },
  'formats.bomb': {
    cause: 'Unpacked, the file would exceed the limit of {{limit}} bytes.',
    remedy: 'Do not use this file; ask where it came from.',
  },
  'formats.too-large': {
    cause: 'The image needs {{bytes}} bytes; at most {{limit}} are read.',
    remedy: 'Crop or split the volume.',
  },
  'formats.bad-header': {
    cause: 'The header is not valid: {{detail}}.',
    remedy: 'Write the file again with a tool that keeps the standard.',
  },
  'formats.bad-dimensions': {
    cause: 'The header gives impossible dimensions ({{dims}}).',
    remedy: 'Only single volumes with positive sizes are read; write one file per volume.',
  },
  'formats.bad-datatype': {
    cause: 'Samples of type {{datatype}} are not read.',
    remedy: 'Save the image as integers or floating-point numbers.',
  },
  'formats.bad-affine': {
    cause: 'The header does not say where the image lies in the patient: {{detail}}.',
    remedy: 'Repair the orientation (sform/qform or the DICOM geometry) and try again.',
  },
  'formats.bad-values': {
    cause: 'The image holds values that are not numbers.',
    remedy: 'Export the image again.',
  },
  'formats.not-labels': {
    cause: 'This is not a label map: it holds {{detail}}.',
    remedy: 'Use a multilabel segmentation with whole, non-negative ids.',
  },
  'formats.not-dicom': {
    cause: 'The file is not a readable DICOM object: {{detail}}.',
    remedy: 'Export the series again.',
  },
  'formats.dicom-not-an-image': {
    cause: 'The DICOM object is no CT or MR image ({{detail}}).',
    remedy: 'Leave it out; only CT and MR slices are read.',
  },
  'formats.transfer-syntax': {
    cause: 'The image is compressed in a way that is not read here ({{syntax}}).',
    remedy: 'Convert it to an uncompressed transfer syntax or to JPEG 2000.',
  },
  'formats.bad-pixels': {
    cause: 'The pixel data do not fit the header: {{detail}}.',
    remedy: 'Export the image again.',
  },
  'formats.series-gap': {
    cause: 'Slices are missing or unevenly spaced ({{detail}}).',
    remedy: 'The volume can be used; check the series for missing images.',
  },
  'formats.gantry-tilt': {
    cause: 'The slices are tilted against the table by {{degrees}} degrees.',
    remedy: 'The slices are shown as acquired; distances between slices are along the table.',
  },
  'formats.signedness': {
    cause: 'The compressed pixels contradict the header about their sign; this was corrected.',
    remedy: 'Check the CT numbers of this image.',
  },
  'formats.malformed-table': {
    cause: 'Line {{line}} cannot be read: {{detail}}.',
    remedy: 'Correct the line; the others were read.',
  },
  'formats.missing-column': {
    cause: 'The table lacks the column {{column}}.',
    remedy: 'Add it; docs/formats.md shows the header.',
  },
  'formats.malformed-json': {
    cause: 'The JSON text is not valid: {{detail}}.',
    remedy: 'Write the file again.',
  },
  'formats.reader-died': {
    cause: 'The file made the reading process end.',
    remedy: 'The file was left out; check where it came from.',
  },
  'formats.reader-timeout': {
    cause: 'Reading the file took longer than {{seconds}} seconds.',
    remedy: 'The file was left out; check whether it is damaged.',
  },
  'formats.multi-frame': {
    cause: 'The DICOM object holds {{frames}} images; only single images are read.',
    remedy: 'Export the series as one file per image.',
  },
  'formats.dicom-preamble': {
    cause: 'The file begins with foreign content, which may be a program or a web page.',
    remedy: 'It was neither read nor passed on, and the image is used; find out where the file came from.',
  },
  'formats.dicom-tail': {
    cause: 'The end of the file, after the image, is damaged.',
    remedy: 'The image itself is whole and is used; copy the file again if you need the rest.',
  },
  'formats.series-left-out': {
    cause:
      '{{count}} images of the series have another size or orientation than the rest ({{detail}}) and were left out.',
    remedy: 'If they are needed, put them into a series of their own.',
  },
  'formats.series-duplicates': {
    cause: '{{count}} images of the series lie where another image lies already and were left out.',
    remedy: 'If they are another echo or phase, put them into a series of their own.',
  },
  'formats.sheared': {
    cause: 'The axes of the image are {{degrees}} degrees off the perpendicular.',
    remedy: 'The slices are shown as stored; lengths across them are not exact.',
  },
  'formats.not-utf8': {
    cause: 'The text is not UTF-8, so umlauts would be lost.',
    remedy: 'Save the table as UTF-8 (in Excel: “CSV UTF-8”).',
  },
};
