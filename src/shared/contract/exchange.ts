import { oc } from '@orpc/contract';
import { z } from 'zod';

export const ExportSettingsSchema = z.object({
  format: z.enum(['refrad2d', 'paligemma-jsonl']),
  /** Which states count as usable; the rest is left out with its reason in the manifest. */
  include: z.array(z.enum(['accepted', 'corrected', 'pending'])).min(1),
  languages: z.array(z.enum(['de', 'en'])).min(1),
  seed: z.int(),
  /** Shares of patients; sum 1. */
  split: z.object({ train: z.number(), val: z.number(), test: z.number() }),
});
export type ExportSettings = z.infer<typeof ExportSettingsSchema>;

export const ExportPreviewSchema = z.object({
  pairs: z.int(),
  slices: z.int(),
  patients: z.int(),
  bySplit: z.object({ train: z.int(), val: z.int(), test: z.int() }),
  leftOut: z.array(z.object({ reason: z.string(), count: z.int() })),
});

export const exchangeContract = {
  preview: oc.input(ExportSettingsSchema).output(ExportPreviewSchema),
  start: oc
    .input(ExportSettingsSchema.extend({ targetDir: z.string().min(1) }))
    .output(z.object({ jobId: z.string() })),
};
