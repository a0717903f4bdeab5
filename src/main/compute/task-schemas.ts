import type { z } from 'zod';

/** What is known about a task outside the compute process. */
export interface TaskSchemas {
  /** Each lane is a process of its own that works on one request after the other. */
  readonly lane: string;
  /** Longest silence before the process counts as hung, ms: longer than any single step between two progress messages. */
  readonly quietLimitMs: number;
  readonly input: z.ZodType;
  /** `z.never()` where the answer comes as a whole. */
  readonly part: z.ZodType;
  readonly result: z.ZodType;
}
