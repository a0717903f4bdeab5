import { oc } from '@orpc/contract';
import { z } from 'zod';

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

export const textsContract = {
  outlook: oc.input(z.object({})).output(z.array(TextOutlookSchema)),
  /** `again` asks also where the model's answers did not hold before. */
  start: oc
    .input(z.object({ task: TextTaskSchema, again: z.boolean() }))
    .output(z.object({ jobId: z.string() })),
};
