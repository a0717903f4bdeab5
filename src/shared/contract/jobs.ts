import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { ProblemSchema } from './common.ts';
import { StageChangeSchema } from './pipeline.ts';

export const JobSchema = z.object({
  jobId: z.string(),
  kind: z.string(),
  status: z.enum(['queued', 'running', 'paused', 'interrupted', 'done', 'failed', 'cancelled']),
  /** Work units done and in all; total is null while unknown. */
  done: z.int(),
  total: z.int().nullable(),
  /** What it is doing now: an i18n key `jobs.steps.<step>` and its params. */
  step: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Estimated from the work done so far; null while unknown. */
  secondsLeft: z.number().nullable(),
  error: z
    .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
  problems: z.array(ProblemSchema),
  createdAt: z.string(),
});
export type Job = z.infer<typeof JobSchema>;

/** Everything the server tells unasked; a client re-reads what an event names. */
export const AppEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('jobs.changed'), job: JobSchema }),
  z.object({ type: z.literal('review.changed'), pairIds: z.array(z.int()) }),
  /** The order of suspicion was learned anew. */
  z.object({ type: z.literal('queue.reordered') }),
  /** The trained head in use has said where it sees these pairs. */
  z.object({ type: z.literal('proposals.changed'), pairIds: z.array(z.int()) }),
  z.object({ type: z.literal('project.changed') }),
  /** Models were registered, judged, promoted or rolled back. */
  z.object({ type: z.literal('registry.changed') }),
  /** Stages of studies have begun or ended. */
  z.object({ type: z.literal('pipeline.changed'), stages: z.array(StageChangeSchema) }),
  /** A training told how it goes; at most four times a second. */
  z.object({ type: z.literal('training.changed') }),
]);
export type AppEvent = z.infer<typeof AppEventSchema>;

export const jobsContract = {
  list: oc.input(z.object({})).output(z.array(JobSchema)),
  cancel: oc.input(z.object({ jobId: z.string() })).output(JobSchema),
  pause: oc.input(z.object({ jobId: z.string() })).output(JobSchema),
  resume: oc.input(z.object({ jobId: z.string() })).output(JobSchema),
  events: oc.input(z.object({})).output(eventIterator(AppEventSchema)),
};
