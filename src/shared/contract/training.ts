import { oc } from '@orpc/contract';
import { z } from 'zod';
import { SAMPLING_DEFAULTS, type SamplingSettings } from '../domain/training/sampling.ts';
import { ClassIdSchema, Sha256Schema } from './common.ts';

const Exponent = z.number().min(0).max(1);

export const SamplingSchema = z.strictObject({
  mode: z.enum(['dynamic', 'shuffle']),
  rareClasses: Exponent,
  modality: Exponent,
  language: Exponent,
  corrected: z.number().min(1).max(100),
  presence: z.number().min(0).max(0.9),
}) satisfies z.ZodType<SamplingSettings>;

/** How a head is trained; with snapshot, encoder, seed and parent it decides what comes out. */
export const TrainingSettingsSchema = z.strictObject({
  /** At most so many steps. */
  steps: z.int().min(1).max(1_000_000),
  /** Slices of a step. */
  batch: z.int().min(1).max(256),
  /** Highest rate; it rises over the first `warmUp` steps and falls to a tenth along a cosine. */
  rate: z.number().positive().max(1),
  warmUp: z.int().min(0),
  /** Validation and checkpoint after so many steps. */
  evaluateEvery: z.int().min(1),
  /** Training stops when so many validations in a row are no better. */
  patience: z.int().min(1),
  /** Weight of classes that are only assumed to be absent. */
  absentWeight: z.number().min(0).max(1),
  /** Wider features are projected to so many principal components. */
  components: z.int().min(1).max(1024),
  sampling: SamplingSchema,
});
export type TrainingSettings = z.infer<typeof TrainingSettingsSchema>;

export const TRAINING_DEFAULTS: TrainingSettings = {
  steps: 2000,
  batch: 16,
  rate: 1e-3,
  warmUp: 50,
  evaluateEvery: 100,
  patience: 6,
  absentWeight: 0.1,
  components: 128,
  sampling: SAMPLING_DEFAULTS,
};

const Counts = z.record(z.string(), z.number());
export const DrawnSchema = z.strictObject({
  total: z.int(),
  byTask: Counts,
  byModality: Counts,
  byLanguage: Counts,
  byOrigin: Counts,
  byClass: Counts,
});

/** What is told while a head is trained, after every run of some steps. */
export const TrainingReportSchema = z.strictObject({
  step: z.int(),
  /** Mean over the steps of the run. */
  loss: z.number(),
  presence: z.number(),
  box: z.number(),
  gradient: z.number(),
  rate: z.number(),
  samplesPerSecond: z.number(),
  /** Share of the time that goes into putting batches together. */
  loading: z.number(),
  /** Where the run ended with a validation: mean IoU of the boxes, and mean loss of presence. */
  validation: z.strictObject({ iou: z.number(), presence: z.number(), isBest: z.boolean() }).nullable(),
});
export type TrainingReport = z.infer<typeof TrainingReportSchema>;

/** A report, with all that was drawn until then. */
export const DrawnReportSchema = TrainingReportSchema.extend({ drawn: DrawnSchema });
export type DrawnReport = z.infer<typeof DrawnReportSchema>;

export const TrainingOutcomeSchema = z.strictObject({
  steps: z.int(),
  bestStep: z.int(),
  stoppedBy: z.enum(['patience', 'steps']),
  validation: z.strictObject({ iou: z.number(), presence: z.number() }),
  history: z.array(
    z.strictObject({ step: z.int(), loss: z.number(), iou: z.number(), presence: z.number() }),
  ),
  drawn: DrawnSchema,
  samplesPerSecond: z.number(),
  loading: z.number(),
  /** Step at which a checkpoint was taken up; 0 for a run from the start. */
  resumedAt: z.int(),
});
export type TrainingOutcome = z.infer<typeof TrainingOutcomeSchema>;

export const TrainRequestSchema = z.strictObject({
  /** First characters of the snapshot's id. */
  snapshot: z.string().min(4),
  settings: TrainingSettingsSchema,
  seed: z.int().min(0),
  /** Pack with the frozen encoder; the usual one where not given. */
  encoder: z.string().optional(),
  /** Head to start from, by the first characters of its id; its projection stays. */
  parent: z.string().nullable().optional(),
});
export type TrainRequest = z.infer<typeof TrainRequestSchema>;

/** A training that runs, waits, or has ended, as far as it has told. */
export const TrainingRunSchema = z.object({
  jobId: z.string(),
  request: TrainRequestSchema,
  /** Means of neighbours where there are many. */
  curve: z.array(z.object({ step: z.int(), loss: z.number(), presence: z.number(), box: z.number() })),
  validations: z.array(
    z.object({ step: z.int(), iou: z.number(), presence: z.number(), isBest: z.boolean() }),
  ),
  latest: TrainingReportSchema.nullable(),
  drawn: DrawnSchema.nullable(),
  /** What its snapshot has to draw from; null where that cannot be read any more. */
  held: DrawnSchema.nullable(),
  /** The head that came out. */
  candidate: Sha256Schema.nullable(),
});
export type TrainingRun = z.infer<typeof TrainingRunSchema>;

/** A trained head that waits to be measured and, if it is better, promoted. */
export const TrainedHeadSchema = z.object({
  id: Sha256Schema,
  /** ISO 8601 UTC. */
  createdAt: z.string(),
  snapshot: Sha256Schema,
  encoder: z.string(),
  parent: Sha256Schema.nullable(),
  seed: z.int(),
  settings: TrainingSettingsSchema,
  data: z.object({
    slices: z.int(),
    boxes: z.int(),
    validationSlices: z.int(),
    validationBoxes: z.int(),
  }),
  /** Classes of its snapshot that it had no box of to learn from; null for heads of earlier versions, which do not tell. */
  untaught: z.array(ClassIdSchema).nullable(),
  outcome: TrainingOutcomeSchema,
});
export type TrainedHead = z.infer<typeof TrainedHeadSchema>;

export const trainingContract = {
  /** Packs on this machine whose vision encoder can be used, the usual one first. */
  encoders: oc.input(z.object({})).output(z.array(z.object({ id: Sha256Schema, name: z.string() }))),
  start: oc.input(TrainRequestSchema).output(z.object({ jobId: z.string() })),
  /** The latest training of the project; null where there was none. */
  run: oc.input(z.object({})).output(TrainingRunSchema.nullable()),
  /** Newest first. */
  heads: oc.input(z.object({})).output(z.array(TrainedHeadSchema)),
};
