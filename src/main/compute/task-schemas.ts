import type { z } from 'zod';

/** What is known about a task outside the compute process. */
export interface TaskSchemas {
  /** Each lane is a process of its own that works on one request after the other. */
  readonly lane: string;
  /** Longest silence before the process counts as hung, ms: longer than any single step between two progress messages. */
  readonly quietLimitMs: number;
  /**
   * How long a cancelled task may take to stop by itself, ms; where it is not said, 5 s. One whose single steps take long and whose
   * process holds nothing that is dear to load has a short one.
   */
  readonly graceMs?: number;
  readonly input: z.ZodType;
  /** `z.never()` where the answer comes as a whole. */
  readonly part: z.ZodType;
  readonly result: z.ZodType;
}
