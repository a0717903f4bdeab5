import { z } from 'zod';
import { CLASS_COUNT, type ClassId } from '../domain/anatomy/classes.ts';
import { FINDING_CODES } from '../domain/grounding/finding.ts';
import { PROPOSERS } from '../domain/review/proposed-box.ts';

export const ClassIdSchema = z
  .int()
  .min(1)
  .max(CLASS_COUNT)
  .transform((value) => value as ClassId);
export const LanguageSchema = z.enum(['de', 'en']);
export const ModalitySchema = z.enum(['CT', 'MR']);
export const Sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
/** Pixels of the original slice, half-open; see domain/grounding/box.ts. */
export const BoxSchema = z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly();
export const ShareSchema = z.number().min(0).max(1);
/** A box that a reviewer may take as the correction. */
export const ProposedBoxSchema = z.object({
  proposer: z.enum(PROPOSERS),
  /** Of the model, for people: name and version of a pack, first characters of a head's id. */
  name: z.string().max(200),
  /** SHA-256 of the head's lineage, or of the pack's manifest. */
  version: Sha256Schema,
  box: BoxSchema,
  /** 0-1; an order, not a calibrated chance. */
  confidence: ShareSchema,
  /** Overlap with the automatic box. */
  iou: ShareSchema,
});
const paramsSchema = z.record(z.string(), z.union([z.string(), z.number()]));
export const FindingSchema = z.object({
  code: z.enum(FINDING_CODES),
  params: paramsSchema,
  weight: z.number(),
});
export const OmissionSchema = z.object({
  classId: ClassIdSchema,
  reason: z.enum([
    'mentioned-not-segmented',
    'mentioned-impossible-for-modality',
    'segmented-not-mentioned',
    'no-segmentation',
  ]),
});
/** A problem with one input: code and params become cause and remedy in the reader's language. */
export const ProblemSchema = z.object({
  file: z.string(),
  code: z.string(),
  params: paramsSchema,
  severity: z.enum(['error', 'warning']),
});
export type Problem = z.infer<typeof ProblemSchema>;
