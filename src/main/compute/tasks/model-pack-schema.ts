import { z } from 'zod';
import { Sha256Schema } from '../../../shared/contract/common.ts';
import type { TaskSchemas } from '../task-schemas.ts';

/** Packs come from outside: whatever is wrong with one is found in a process that may hang or die of it. Progress counts bytes. */
const common = {
  lane: 'packs',
  quietLimitMs: 120_000,
  part: z.never(),
  result: z.strictObject({ id: Sha256Schema }),
} as const;

/** Everything that is looked at before ONNX Runtime sees a pack; `dir` is absolute. */
export const checkPackSchemas = {
  ...common,
  input: z.strictObject({ dir: z.string(), allowHardLinks: z.boolean() }),
} as const satisfies TaskSchemas;

/** Copies a pack and checks the copy; both are absolute. */
export const copyPackSchemas = {
  ...common,
  input: z.strictObject({ from: z.string(), to: z.string() }),
} as const satisfies TaskSchemas;
