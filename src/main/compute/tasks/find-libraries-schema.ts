import { z } from 'zod';
import { ProviderSchema } from '../../../shared/contract/compute.ts';
import type { TaskSchemas } from '../task-schemas.ts';

/** Looks for the files that each provider needs, without loading any. */
export const findLibrariesSchemas = {
  lane: 'check',
  quietLimitMs: 30_000,
  input: z.strictObject({}),
  part: z.never(),
  result: z.strictObject({
    runtime: z.strictObject({ version: z.string(), folder: z.string() }),
    providers: z.array(
      z.strictObject({
        provider: ProviderSchema,
        isForThisSystem: z.boolean(),
        libraries: z.array(
          z.strictObject({
            name: z.string(),
            /** Without it there is nothing to try. */
            isProvider: z.boolean(),
            folder: z.string().nullable(),
          }),
        ),
        folders: z.array(z.string()),
      }),
    ),
  }),
} as const satisfies TaskSchemas;
