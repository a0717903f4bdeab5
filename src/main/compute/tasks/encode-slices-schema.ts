import { z } from 'zod';
import type { TaskSchemas } from '../task-schemas.ts';
import { SliceSchema } from './generate-schema.ts';

/** Frozen features of slices by a vision encoder, written to files that are told. Progress counts slices. */
export const encodeSlicesSchemas = {
  // Not that of training, which goes on for minutes: whoever needs one slice does not wait for it.
  lane: 'encode',
  /** One slice through the released encoder on two cores takes seconds, loading it from a slow disk minutes. */
  quietLimitMs: 900_000,
  input: z.strictObject({
    /** Absolute path of a checked pack's graph: `pixel_values` → `image_features`. */
    graph: z.string(),
    size: z.int().min(1),
    normalisation: z.enum(['medgemma', 'min-max']),
    isNice: z.boolean(),
    slices: z
      // Beside each slice, absolute: where its features go.
      .array(SliceSchema.extend({ file: z.string() }))
      .min(1)
      .max(64),
  }),
  part: z.never(),
  result: z.strictObject({ tokens: z.int(), width: z.int() }),
} as const satisfies TaskSchemas;
