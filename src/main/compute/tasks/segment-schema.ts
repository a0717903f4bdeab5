import { z } from 'zod';
import { SegmentationSchema } from '../../formats/model-pack/segmentation-manifest.ts';
import type { TaskSchemas } from '../task-schemas.ts';

const Size = z.int().min(1).max(32_767);
const Labels = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** A segmentation pack on a volume. Progress counts tiles; parts are what a later run takes as `finished`. */
export const segmentSchemas = {
  lane: 'segmentation',
  /** One tile of a released network on two cores takes up to a minute, resampling a big volume as long. */
  quietLimitMs: 900_000,
  /** Nobody waits for the end of a tile. */
  graceMs: 400,
  input: z.strictObject({
    /** Absolute folder of a checked pack, and its manifest's plan. */
    dir: z.string(),
    plan: SegmentationSchema,
    /** Raw values in LPS order, first axis fastest, as the reader process writes them. */
    file: z.string(),
    dtype: z.enum(['int16', 'float32']),
    dims: z.tuple([Size, Size, Size]),
    spacingMm: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]),
    finished: z.array(Labels),
  }),
  part: z.strictObject({ index: z.int().min(0), labels: Labels }),
  /** Ids of the pack's label space, the volume's own order. */
  result: z.strictObject({ labels: Labels }),
} as const satisfies TaskSchemas;
