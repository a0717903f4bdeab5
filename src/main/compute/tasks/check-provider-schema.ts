import { z } from 'zod';
import type { TaskSchemas } from '../task-schemas.ts';

/** Runs a one-node model on the request's device, the only proof that a provider works on this machine, and sees how fast it is. */
export const checkProviderSchemas = {
  lane: 'check',
  quietLimitMs: 30_000,
  input: z.strictObject({}),
  part: z.never(),
  result: z.strictObject({ milliseconds: z.number(), gigaflops: z.number() }),
} as const satisfies TaskSchemas;
