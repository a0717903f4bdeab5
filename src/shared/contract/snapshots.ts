import { z } from 'zod';
import { type Snapshot, type SnapshotSettings, SPLITS } from '../domain/curation/snapshot.ts';
import { PAIR_STATES } from '../domain/review/verdict.ts';
import { BoxSchema, ClassIdSchema, LanguageSchema, ModalitySchema, Sha256Schema } from './common.ts';

const SplitSchema = z.enum(SPLITS);

export const SnapshotSettingsSchema = z.strictObject({
  undecidedWeight: z.number().min(0).max(1),
  languages: z.array(LanguageSchema).min(1),
  seed: z.int(),
  split: z.strictObject({
    train: z.number().min(0),
    val: z.number().min(0),
    gold: z.number().min(0),
  }),
}) satisfies z.ZodType<SnapshotSettings>;

/** What a snapshot is made with unless somebody says otherwise. */
export const SNAPSHOT_DEFAULTS: SnapshotSettings = {
  undecidedWeight: 0,
  languages: ['de', 'en'],
  seed: 0,
  split: { train: 0.7, val: 0.15, gold: 0.15 },
};

const PairSchema = z.strictObject({
  pairId: z.int(),
  classId: ClassIdSchema,
  box: BoxSchema,
  state: z.enum(PAIR_STATES),
  reason: z.string().nullable(),
  languages: z.array(LanguageSchema),
  reviewer: z.string().nullable(),
  presence: z.enum(['present', 'absent', 'unknown']),
  hasBox: z.boolean(),
  weight: z.number().positive().max(1),
});

/** A snapshot's file. */
export const SnapshotSchema = z.strictObject({
  format: z.literal('plumbline-snapshot'),
  version: z.literal(1),
  settings: SnapshotSettingsSchema,
  auditHead: z.strictObject({ seq: z.int(), hash: Sha256Schema }),
  previous: Sha256Schema.nullable(),
  patients: z.record(z.string(), SplitSchema),
  slices: z.array(
    z.strictObject({
      imageId: z.string(),
      patient: z.string(),
      split: SplitSchema,
      modality: ModalitySchema,
      width: z.int().min(1),
      height: z.int().min(1),
      dtype: z.enum(['int16', 'float32']),
      pixelsSha256: Sha256Schema,
      isSegmented: z.boolean(),
      pairs: z.array(PairSchema).min(1),
      unknownClassIds: z.array(ClassIdSchema),
    }),
  ),
  leftOut: z.record(z.string(), z.int()),
}) satisfies z.ZodType<Snapshot>;
