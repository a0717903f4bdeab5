import { z } from 'zod';
import { ClassIdSchema, Sha256Schema } from '../../../shared/contract/common.ts';
import type { TaskSchemas } from '../task-schemas.ts';

const Share = z.number();

/** Asks a trained head about slices whose features lie on the disk. Progress counts slices. */
export const runHeadSchemas = {
  lane: 'head',
  quietLimitMs: 60_000,
  input: z.strictObject({
    /** Absolute path of the head's graph, and what its lineage says of it: another file is refused. */
    head: z.strictObject({ file: z.string(), sha256: Sha256Schema }),
    /** Of the features that it was trained on. */
    features: z.strictObject({ tokens: z.int().min(1), width: z.int().min(1) }),
    /** Gives way to everything else on the machine. */
    isNice: z.boolean(),
    slices: z
      .array(
        z.strictObject({
          imageId: z.string(),
          /** Absolute: its features. */
          file: z.string(),
          classIds: z.array(ClassIdSchema).min(1),
        }),
      )
      .min(1)
      .max(256),
  }),
  part: z.never(),
  /** For each slice what was asked, in the order of its classes; places are shares of the slice. */
  result: z.strictObject({
    answers: z.array(
      z.array(
        z.strictObject({
          classId: ClassIdSchema,
          presence: Share,
          edges: z.tuple([Share, Share, Share, Share]),
          spread: Share,
        }),
      ),
    ),
  }),
} as const satisfies TaskSchemas;
