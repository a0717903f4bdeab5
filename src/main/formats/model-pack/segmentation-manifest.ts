import { z } from 'zod';

const triple = <T extends z.ZodType>(item: T) => z.tuple([item, item, item]);
const AxisOrder = triple(z.union([z.literal(0), z.literal(1), z.literal(2)])).refine(
  (axes) => new Set(axes).size === 3,
  'a permutation of 0, 1, 2',
);

/** One input channel, normalised as nnU-Net's plans of this part say. */
const ChannelSchema = z.discriminatedUnion('scheme', [
  z.strictObject({
    scheme: z.literal('CTNormalization'),
    mean: z.number(),
    std: z.number(),
    percentile005: z.number(),
    percentile995: z.number(),
  }),
  z.strictObject({ scheme: z.literal('ZScoreNormalization'), useMask: z.boolean() }),
  z.strictObject({ scheme: z.literal('NoNormalization') }),
  z.strictObject({ scheme: z.literal('RescaleTo01Normalization') }),
]);
export type ChannelNormalization = z.infer<typeof ChannelSchema>;

/** One network of a task. Patch and spacing stand in network order: after `transposeForward` of (z, y, x). */
const PartSchema = z.strictObject({
  /** nnU-Net dataset id, 0 for none. */
  datasetId: z.int().min(0),
  /** One of the pack's files. Input `[1, channels, …patch]` float32, output `[1, heads, …patch]` float32 raw logits. */
  onnx: z.string(),
  patch: triple(z.int().min(8).max(512)),
  spacingMm: triple(z.number().positive()),
  transposeForward: AxisOrder,
  channels: z.array(ChannelSchema).min(1).max(4),
  /** Label of the task for each head; index 0 is background and 0. Later parts overwrite earlier ones where theirs is not 0. */
  labels: z
    .array(z.int().min(0).max(255))
    .min(2)
    .max(256)
    .refine((labels) => labels[0] === 0, 'the first head is background, 0'),
});

/** Spacings that are this close give the same number of voxels on any scan. */
const SAME_SPACING = 1e-5;

/** How a segmentation pack is run; every field is one that nnU-Net's or TotalSegmentator's result depends on. */
export const SegmentationSchema = z
  .strictObject({
    modality: z.enum(['CT', 'MR']),
    /** Which ids `labels` are: the unified 121, or TotalSegmentator's MR task, which is mapped to them. */
    labelSpace: z.enum(['unified', 'total_mr']),
    /** Before the networks: canonical RAS, then zoomed to this spacing (x, y, z), corner-aligned, cast to int32 by truncation. */
    resample: z.strictObject({ spacingMm: triple(z.number().positive()), order: z.literal(1) }),
    /** Tile step as a share of the patch. */
    stepSize: z.number().min(0.1).max(1),
    /** Big volumes are cut in three along z beyond these sizes (after resampling), overlapping by the margin; null: never. */
    split: z.strictObject({ voxels: z.int(), slices: z.int(), margin: z.int() }).nullable(),
    parts: z.array(PartSchema).min(1).max(10),
  })
  // nnU-Net would resample once more where they differ (plans have z, y, x; packs x, y, z), and nothing here does.
  .refine(
    ({ resample: { spacingMm }, parts }) =>
      parts.every((part) =>
        part.transposeForward.every(
          (axis, i) => Math.abs(part.spacingMm[i]! / spacingMm[2 - axis]! - 1) <= SAME_SPACING,
        ),
      ),
    { path: ['parts'], error: 'each network has the spacing that volumes are resampled to' },
  );
export type SegmentationPlan = z.infer<typeof SegmentationSchema>;
export type SegmentationPart = z.infer<typeof PartSchema>;
