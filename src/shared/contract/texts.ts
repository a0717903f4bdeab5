import { oc } from '@orpc/contract';
import { z } from 'zod';
import { LanguageSchema } from './common.ts';

/** What a language model can make of a project's texts. */
export const TEXT_TASKS = ['mentions', 'rewriting', 'translation', 'judging', 'questions'] as const;
export const TextTaskSchema = z.enum(TEXT_TASKS);

/** A task as it stands, with the model that is chosen now. */
export const TextOutlookSchema = z.object({
  task: TextTaskSchema,
  /** Different texts that the task is about. */
  texts: z.int(),
  /** Of these, the ones that the model has not been asked about. */
  open: z.int(),
  /** Of these, the ones for which no answer held. */
  failed: z.int(),
  /** What has been spent on the others, as far as the server counted. */
  tokens: z.int(),
});
export type TextOutlook = z.infer<typeof TextOutlookSchema>;

const by = {
  model: z.string(),
  /** SHA-256 of the prompt. */
  prompt: z.string(),
  /** ISO 8601 UTC. */
  at: z.string(),
};
const VerdictSchema = z.object({
  /** 1-5, 5 without faults. */
  score: z.number(),
  faults: z.array(z.object({ kind: z.string(), german: z.string(), english: z.string() })).readonly(),
});

/** What a language model made of the captions of one slice. None of it has taken the place of a caption. */
export const MadeTextsSchema = z.object({
  captions: z.array(
    z.object({
      kind: z.enum(['rewritten', 'translated']),
      language: LanguageSchema,
      text: z.string(),
      /** Language of the caption that it was made of. */
      from: LanguageSchema,
      /** What a rewriting took out, verbatim. */
      removed: z.array(z.string()),
      /** A judge's opinion of a translation; null for rewritings. */
      verdict: VerdictSchema.nullable(),
      /** Whether an export may put it in a caption's place. */
      isGood: z.boolean(),
      ...by,
    }),
  ),
  /** A judge's opinion of the slice's own English caption. */
  judgement: VerdictSchema.extend(by).nullable(),
});
export type MadeTexts = z.infer<typeof MadeTextsSchema>;

export const textsContract = {
  made: oc.input(z.object({ sliceId: z.int() })).output(MadeTextsSchema),
  outlook: oc.input(z.object({})).output(z.array(TextOutlookSchema)),
  /** `again` asks also where the model's answers did not hold before. */
  start: oc
    .input(z.object({ task: TextTaskSchema, again: z.boolean() }))
    .output(z.object({ jobId: z.string() })),
};
