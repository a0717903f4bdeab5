import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ModalitySchema, ProblemSchema } from './common.ts';

/** One row of the intake table: an image volume or lone slices with what belongs to it. */
export const IntakeStudySchema = z.object({
  key: z.string(),
  study: z.string(),
  series: z.string(),
  modality: ModalitySchema.nullable(),
  format: z.enum(['nifti', 'dicom', 'refrad2d']),
  sliceCount: z.int(),
  segmentation: z.string().nullable(),
  captionCount: z.int(),
  /** Slices that have an image, a segmentation and a caption, so that pairs can come of them. */
  groundableCount: z.int(),
});
export const IntakeSummarySchema = z.object({
  summaryId: z.string(),
  studies: z.array(IntakeStudySchema),
  problems: z.array(ProblemSchema),
  /** Pairs that come along ready-made (RefRad2D folders). */
  existingPairs: z.int(),
});
export type IntakeSummary = z.infer<typeof IntakeSummarySchema>;

export const intakeContract = {
  /** Starts reading headers under these files and folders; progress comes as job events, the result by `summary`. */
  scan: oc.input(z.object({ paths: z.array(z.string()).min(1) })).output(z.object({ jobId: z.string() })),
  summary: oc.input(z.object({ jobId: z.string() })).output(IntakeSummarySchema),
  /** Imports and derives what the summary promised; resumable, nothing twice. */
  start: oc.input(z.object({ summaryId: z.string() })).output(z.object({ jobId: z.string() })),
};
