import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { GENERATE_TASKS } from '../domain/radgrounder/prompt.ts';
import { BoxSchema, ClassIdSchema, LanguageSchema } from './common.ts';

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

/** RadGrounder's own opinion of a pair, from an answer that was written before. */
export const SuggestionSchema = z.object({
  packName: z.string(),
  language: LanguageSchema,
  /** ISO 8601 UTC. */
  createdAt: z.string(),
  text: z.string(),
  boxes: z.array(SuggestedBoxSchema),
  /** What covers the pair's class in it, and how far that overlaps the automatic box; null where the class is not named. */
  own: z.object({ box: BoxSchema, confidence: z.number(), iou: z.number() }).nullable(),
});
export type Suggestion = z.infer<typeof SuggestionSchema>;

export const VlmOptionsSchema = z.object({
  /** The project hides RadGrounder's opinion of a pair until somebody has judged it. */
  isBlind: z.boolean(),
  /** The pack that is asked: name and version; null where this machine has none. */
  pack: z.string().nullable(),
  languages: z.array(LanguageSchema),
  tasks: z.array(GenerateTaskSchema),
});
export type VlmOptions = z.infer<typeof VlmOptionsSchema>;

export const vlmContract = {
  options: oc.input(z.object({})).output(VlmOptionsSchema),
  setBlind: oc.input(z.object({ isBlind: z.boolean() })).output(z.object({})),
  /** Null where there is none yet, and in a blind project before the verdict. */
  suggestion: oc
    .input(z.object({ pairId: z.int() }))
    .output(z.object({ suggestion: SuggestionSchema.nullable(), isWithheld: z.boolean() })),
  /** The answer as it grows. Refused in a blind project while a pair of the slice is undecided. */
  ask: oc
    .input(
      z.object({
        sliceId: z.int(),
        task: GenerateTaskSchema,
        language: LanguageSchema,
        question: z.string().max(2000).optional(),
      }),
    )
    .output(eventIterator(SliceAnswerSchema)),
  /** Asks about all slices with undecided pairs, as a job. */
  ahead: oc.input(z.object({ language: LanguageSchema })).output(z.object({ jobId: z.string() })),
};
