import { oc } from '@orpc/contract';
import { z } from 'zod';

export const ExportSettingsSchema = z.object({
  format: z.enum(['refrad2d', 'paligemma-jsonl']),
  /** Which states count as usable; the rest is left out with its reason in the manifest. */
  include: z.array(z.enum(['accepted', 'corrected', 'pending'])).min(1),
  languages: z.array(z.enum(['de', 'en'])).min(1),
  /** `rewritten`: without comparison with earlier times, where a language model's answer holds and every pair keeps its words. */
  captions: z.enum(['original', 'rewritten']).default('original'),
  /** Writes a language model's English caption where there is none and its judge found no grave fault. */
  translations: z.boolean().default(false),
  /** Writes the questions that a language model made. */
  questions: z.boolean().default(true),
  seed: z.int(),
  /** Shares of patients; sum 1. */
  split: z.object({ train: z.number(), val: z.number(), test: z.number() }),
});
export type ExportSettings = z.infer<typeof ExportSettingsSchema>;

/** What an export holds unless somebody says otherwise. */
export const EXPORT_DEFAULTS: ExportSettings = {
  format: 'refrad2d',
  include: ['accepted', 'corrected'],
  languages: ['de', 'en'],
  captions: 'original',
  translations: false,
  questions: true,
  seed: 0,
  split: { train: 0.8, val: 0.1, test: 0.1 },
};

export const ExportPreviewSchema = z.object({
  pairs: z.int(),
  slices: z.int(),
  patients: z.int(),
  bySplit: z.object({ train: z.int(), val: z.int(), test: z.int() }),
  leftOut: z.array(z.object({ reason: z.string(), count: z.int() })),
  /** Captions by who wrote them, and those of a language model that were not used. */
  captions: z.object({
    original: z.int(),
    rewritten: z.int(),
    translated: z.int(),
    unused: z.array(z.object({ reason: z.string(), count: z.int() })),
  }),
});

export const exchangeContract = {
  preview: oc.input(ExportSettingsSchema).output(ExportPreviewSchema),
  start: oc
    .input(ExportSettingsSchema.extend({ targetDir: z.string().min(1) }))
    .output(z.object({ jobId: z.string() })),
};
