import { z } from 'zod';
import { SelfTestSchema } from '../../../shared/contract/compute.ts';
import type { TaskSchemas } from '../task-schemas.ts';

/** A convolution and a matrix product of the sizes that models are made of, timed and checked. */
export const selfTestSchemas = {
  lane: 'check',
  quietLimitMs: 60_000,
  input: z.strictObject({}),
  part: z.never(),
  result: SelfTestSchema,
} as const satisfies TaskSchemas;
