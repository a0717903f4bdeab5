import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  type Snapshot,
  type SnapshotSettings,
  type SnapshotSlice,
  SPLITS,
} from '../domain/curation/snapshot.ts';
import type { NamedPatients } from '../domain/curation/patient-splits.ts';
import { CORRECTION_ORIGINS } from '../domain/review/correction-origin.ts';
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
  /** Of a corrected pair; snapshots of earlier versions do not tell. */
  correctedFrom: z.enum(CORRECTION_ORIGINS).optional(),
});

/** A slice in a snapshot's file. */
export const SnapshotSliceSchema = z.strictObject({
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
}) satisfies z.ZodType<SnapshotSlice>;

/** A snapshot's file. */
export const SnapshotSchema = z.strictObject({
  format: z.literal('plumbline-snapshot'),
  version: z.literal(1),
  settings: SnapshotSettingsSchema,
  auditHead: z.strictObject({ seq: z.int(), hash: Sha256Schema }),
  previous: Sha256Schema.nullable(),
  patients: z.record(z.string(), SplitSchema),
  slices: z.array(SnapshotSliceSchema),
  leftOut: z.record(z.string(), z.int()),
  /** Not there where there are none, and in snapshots of earlier versions. */
  twins: z.record(z.string(), z.string()).optional(),
}) satisfies z.ZodType<Snapshot>;

/** Patients that somebody names for a split, by pseudonym. */
export const NamedPatientsSchema = z.strictObject({
  gold: z.array(z.string().min(1).max(200)).max(10_000).readonly(),
  val: z.array(z.string().min(1).max(200)).max(10_000).readonly(),
}) satisfies z.ZodType<NamedPatients>;

const Counts = z.record(z.string(), z.int());
const PerSplit = z.object({ train: z.int(), val: z.int(), gold: z.int() });
const Missing = z.object({ train: z.int(), val: z.int() });

export const SnapshotSummarySchema = z.object({
  id: Sha256Schema,
  /** ISO 8601 UTC. */
  createdAt: z.string(),
  /** Newest row of the audit log when it was made. */
  auditHead: z.object({ seq: z.int(), hash: z.string() }),
  settings: SnapshotSettingsSchema,
  counts: z.object({
    slices: z.int(),
    patients: z.int(),
    pairs: z.int(),
    bySplit: PerSplit,
    byEvidence: z.object({ box: z.int(), presence: z.int(), absence: z.int() }),
    byState: Counts,
    byClass: Counts,
    byModality: Counts,
    byLanguage: Counts,
    byReviewer: Counts,
    byCorrection: z.object({ proposed: z.int(), moved: z.int(), own: z.int(), untold: z.int() }),
  }),
  leftOut: Counts,
  /** Patients who were left out because the same pictures are in a stricter split under another name; the first ones only. */
  twins: z.array(z.object({ patient: z.string(), of: z.string() })),
  /** Boxes that a model can be trained or measured with. */
  boxes: PerSplit,
  /** How many more boxes a training needs; 0 where there are enough. */
  missing: Missing,
  /** Patients of its slices by split; the first names only where there are many. */
  patients: z.object({
    train: z.object({ count: z.int(), names: z.array(z.string()) }),
    val: z.object({ count: z.int(), names: z.array(z.string()) }),
    gold: z.object({ count: z.int(), names: z.array(z.string()) }),
  }),
});
export type SnapshotSummary = z.infer<typeof SnapshotSummarySchema>;

export const CreateSnapshotSchema = z.strictObject({
  settings: SnapshotSettingsSchema,
  named: NamedPatientsSchema,
});

/** What a snapshot would be if it were made now. */
export const SnapshotOutlookSchema = z.object({
  /** In the order of their names; the first ones only where there are many. */
  patients: z.array(
    z.object({
      patient: z.string(),
      split: SplitSchema,
      /** Whether an earlier snapshot has given it the split, which it keeps. */
      isFixed: z.boolean(),
      /** Pairs with a box that can be learned. */
      boxes: z.int(),
      /** Of those pairs. */
      modalities: z.array(ModalitySchema),
    }),
  ),
  patientCount: z.int(),
  boxes: PerSplit,
  missing: Missing,
  /** Whom to name in a project of few patients. */
  suggested: NamedPatientsSchema,
});
export type SnapshotOutlook = z.infer<typeof SnapshotOutlookSchema>;

const PairSideSchema = PairSchema.pick({
  classId: true,
  box: true,
  state: true,
  presence: true,
  hasBox: true,
});
export const SnapshotComparisonSchema = z.object({
  added: z.int(),
  removed: z.int(),
  unchanged: z.int(),
  /** How many in all, and the first of them. */
  changed: z.object({
    count: z.int(),
    first: z.array(
      z.object({ pairId: z.int(), imageId: z.string(), before: PairSideSchema, after: PairSideSchema }),
    ),
  }),
  movedPatients: z.array(z.string()),
  hasSameSettings: z.boolean(),
});

const Reference = z.object({ id: Sha256Schema });

export const snapshotsContract = {
  outlook: oc.input(CreateSnapshotSchema).output(SnapshotOutlookSchema),
  /** Newest first. */
  list: oc.input(z.object({})).output(z.array(SnapshotSummarySchema)),
  /** Where nothing has changed since the newest, that one is the answer. */
  create: oc
    .input(CreateSnapshotSchema)
    .output(z.object({ snapshot: SnapshotSummarySchema, isNew: z.boolean() })),
  missingImages: oc.input(Reference).output(z.object({ count: z.int() })),
  compare: oc.input(z.object({ first: Sha256Schema, second: Sha256Schema })).output(SnapshotComparisonSchema),
};
