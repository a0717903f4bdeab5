import { z } from 'zod';
import { LanguageSchema, ModalitySchema } from '../../../shared/contract/common.ts';
import {
  TrainingOutcomeSchema,
  DrawnReportSchema,
  TrainingSettingsSchema,
} from '../../../shared/contract/training.ts';
import { TRAINING_TASKS } from '../../../shared/domain/training/sampling.ts';
import type { TaskSchemas } from '../task-schemas.ts';

const TargetSchema = z.strictObject({
  classId: z.int().min(1),
  isPresent: z.boolean(),
  weight: z.number().positive(),
  edges: z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly().nullable(),
});

/** A slice with its cached features and what it teaches; domain/training/targets.ts. */
const SampleSchema = z.strictObject({
  imageId: z.string(),
  file: z.string(),
  facts: z.strictObject({
    modality: ModalitySchema,
    languages: z.array(LanguageSchema),
    classIds: z.array(z.int()),
    isCorrected: z.boolean(),
    tasks: z.array(z.enum(TRAINING_TASKS)),
  }),
  known: z.array(TargetSchema),
  assumedAbsent: z.array(z.int()),
});

/** Trains the token-box head. Progress counts steps; parts tell of each run of steps. */
export const trainHeadSchemas = {
  lane: 'training',
  /** A run of steps takes a second or so; a slow disk at a checkpoint takes longer. */
  quietLimitMs: 300_000,
  input: z.strictObject({
    /** Names snapshot, encoder, settings, seed and parent: a checkpoint of another run is refused. */
    identity: z.string(),
    /** Absolute: where the checkpoint is kept, and the folder that the head and its weights are written to. */
    checkpoint: z.string(),
    outDir: z.string(),
    /** Weights of the head to start from. */
    parent: z.string().nullable(),
    features: z.strictObject({ tokens: z.int().min(1), width: z.int().min(1) }),
    train: z.array(SampleSchema).min(1),
    validation: z.array(SampleSchema).min(1),
    settings: TrainingSettingsSchema,
    seed: z.int().min(0),
    /** Gives way to everything else on the machine. */
    isNice: z.boolean(),
  }),
  part: DrawnReportSchema,
  result: TrainingOutcomeSchema,
} as const satisfies TaskSchemas;
