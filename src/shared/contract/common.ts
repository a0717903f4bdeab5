import { z } from 'zod';
import { CLASS_COUNT, type ClassId } from '../domain/anatomy/classes.ts';
import { FINDING_CODES } from '../domain/grounding/finding.ts';

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
