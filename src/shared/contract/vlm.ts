import { z } from 'zod';
import { GENERATE_TASKS } from '../domain/radgrounder/prompt.ts';
import { BoxSchema, ClassIdSchema } from './common.ts';

export const GenerateTaskSchema = z.enum(GENERATE_TASKS);

/** A structure that RadGrounder names, and where it sees it. */
export const SuggestedBoxSchema = z.object({
  classId: ClassIdSchema,
  box: BoxSchema,
  /** UTF-16 offsets of its words in the answer, end exclusive. */
  start: z.int(),
  end: z.int(),
  /** 0-1; an order, not a calibrated chance. */
  confidence: z.number(),
});

/** What RadGrounder writes about a slice, without tags. */
export const SliceAnswerSchema = z.object({
  text: z.string(),
  boxes: z.array(SuggestedBoxSchema),
  /** False while it is being written, and where it stopped at the limit of length. */
  isComplete: z.boolean(),
});
export type SliceAnswer = z.infer<typeof SliceAnswerSchema>;
