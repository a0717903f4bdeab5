import { z } from 'zod';
import { ModalitySchema } from '../../../shared/contract/common.ts';
import { DtypeSchema, RadGrounderSchema } from '../../formats/model-pack/radgrounder-manifest.ts';
import type { TaskSchemas } from '../task-schemas.ts';

/** Grey values of a slice, row-major: HU for CT, signal for MR. */
export const SliceSchema = z.strictObject({
  samples: z.custom<Int16Array | Float32Array>(
    (value) => value instanceof Int16Array || value instanceof Float32Array,
  ),
  width: z.int().min(1),
  height: z.int().min(1),
  modality: ModalitySchema,
});

/** Red, green and blue side by side. */
const PhotoSchema = z.strictObject({
  samples: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  width: z.int().min(1),
  height: z.int().min(1),
  modality: z.literal('photo'),
});

const SpanSchema = z.strictObject({
  start: z.int(),
  end: z.int(),
  bins: z.tuple([z.int(), z.int(), z.int(), z.int()]),
  classId: z.int(),
  confidence: z.number(),
});

const AnswerSchema = z.strictObject({
  text: z.string(),
  spans: z.array(SpanSchema),
  isComplete: z.boolean(),
  tokens: z.int(),
});

/** Answers of a RadGrounder pack to prompts about slices, side by side. Progress counts answers that are done. */
export const generateSchemas = {
  lane: 'radgrounder',
  /** Loading 3 billion weights from a slow disk, or reading one prompt with them on two cores, is one silent step. */
  quietLimitMs: 900_000,
  input: z.strictObject({
    /** Absolute folder of a checked pack, and its manifest's plan. */
    dir: z.string(),
    plan: RadGrounderSchema,
    dtype: DtypeSchema,
    slices: z
      .array(z.union([SliceSchema, PhotoSchema]))
      .min(1)
      .max(64),
    /** What stands behind `<bos>`, and the index of the slice it is about. */
    prompts: z
      .array(z.strictObject({ slice: z.int().min(0), text: z.string().max(20_000) }))
      .min(1)
      .max(64),
    maxNewTokens: z.int().min(1).max(2048),
    /** Tells each answer as it grows. */
    isStreaming: z.boolean(),
  }),
  part: z.strictObject({ prompt: z.int(), answer: AnswerSchema }),
  result: z.strictObject({ answers: z.array(AnswerSchema) }),
} as const satisfies TaskSchemas;
