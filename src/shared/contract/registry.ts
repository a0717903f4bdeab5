import { oc } from '@orpc/contract';
import { z } from 'zod';
import { METRIC_NAMES } from '../domain/evaluation/metric.ts';
import { STRATUM_KINDS } from '../domain/evaluation/strata.ts';
import { MODEL_KINDS, type PackLineage } from '../domain/promotion/registry-entry.ts';
import { LIMITS, REFUSALS, STRATUM_STATUSES, type Verdict } from '../domain/promotion/verdict.ts';
import { ClassIdSchema, Sha256Schema } from './common.ts';
import { DifferenceSchema, IntervalSchema } from './evaluation.ts';

export const ModelKindSchema = z.enum(MODEL_KINDS);
const ParamsSchema = z.record(z.string(), z.union([z.string(), z.number()]));

export const PackLineageSchema = z.object({
  snapshots: z.array(Sha256Schema).readonly(),
  parent: z.string().nullable(),
  code: z.string(),
  seed: z.int().nullable(),
  settings: z.record(z.string(), z.unknown()),
}) satisfies z.ZodType<PackLineage>;

/** Both models and their difference, challenger less champion. */
export const MeasuredSchema = z.object({
  units: z.int(),
  cases: z.int(),
  champion: IntervalSchema.nullable(),
  challenger: IntervalSchema.nullable(),
  difference: DifferenceSchema.nullable(),
  margin: z.number(),
});

const PolicySchema = z.object({
  overallMargin: z.number(),
  stratumMargins: z.record(z.enum(STRATUM_KINDS), z.number()),
  leastUnits: z.int(),
  leastStratumUnits: z.int(),
  leastSignUnits: z.int(),
  leastPatients: z.int(),
  seed: z.int(),
  resamples: z.int(),
});

/** Words for refusals, limits, parts and statuses: `shared/i18n/verdict-text.ts`. */
export const VerdictSchema = z.object({
  isPromotable: z.boolean(),
  refusals: z.array(z.object({ code: z.enum(REFUSALS), params: ParamsSchema })).readonly(),
  limits: z.array(z.object({ code: z.enum(LIMITS), params: ParamsSchema })).readonly(),
  leading: z.enum(METRIC_NAMES),
  drawn: z.enum(['slice', 'patient']),
  patients: z.int(),
  overall: MeasuredSchema,
  strata: z
    .array(
      MeasuredSchema.extend({
        kind: z.enum(STRATUM_KINDS),
        value: z.string(),
        pooled: z.array(z.string()).readonly(),
        status: z.enum(STRATUM_STATUSES),
        judgedBy: z.enum(['bootstrap', 'signs']).nullable(),
      }),
    )
    .readonly(),
  policy: PolicySchema,
}) satisfies z.ZodType<Verdict>;

/** What happened to a model, without the parts of its verdict. */
export const RegistryEventSchema = z.object({
  seq: z.int(),
  /** ISO 8601 UTC. */
  at: z.string(),
  actor: z.string(),
  action: z.enum(['register', 'judge', 'promote', 'roll-back']),
  kind: ModelKindSchema,
  /** Null where a roll-back leaves no champion. */
  modelId: z.string().nullable(),
  /** Champion until then, or held against; null for none. */
  championId: z.string().nullable(),
  snapshotId: z.string().nullable(),
  reportId: z.string().nullable(),
  championReportId: z.string().nullable(),
  verdict: VerdictSchema.pick({ isPromotable: true, refusals: true, overall: true }).nullable(),
  reason: z.string(),
});
export type RegistryEvent = z.infer<typeof RegistryEventSchema>;

/** What keeps a model from being promoted before anybody asks the gate; a code of an error. */
export const BLOCKS = [
  'registry.already-champion',
  'registry.model-gone',
  'registry.not-judged',
  'registry.gold-moved',
  'registry.refused',
] as const;

export const VersionSchema = z.object({
  kind: ModelKindSchema,
  id: z.string(),
  name: z.string(),
  /** ISO 8601 UTC: trained, or registered, or put on this machine. */
  createdAt: z.string(),
  standing: z.enum(['champion', 'former', 'challenger']),
  /** False where its files are missing. */
  isThere: z.boolean(),
  lineage: PackLineageSchema.extend({
    /** Pack of the frozen encoder; null for packs. */
    encoder: z.string().nullable(),
    /** What it learned from; null where its trainer did not tell. */
    data: z.object({ slices: z.int(), boxes: z.int() }).nullable(),
    /** Mean IoU of boxes on validation, at which training stopped; null for packs. */
    validationIou: z.number().nullable(),
    /** Classes that a head had no box of to learn from, so that it says nothing about them; null where that is not known. */
    untaught: z.array(ClassIdSchema).nullable(),
  }),
  /** Its newest evaluation on a gold set; figures of different sets cannot be compared. */
  measured: z
    .object({
      reportId: Sha256Schema,
      createdAt: z.string(),
      setSha256: Sha256Schema,
      cases: z.int(),
      /** Of the leading figure; as the newest verdict on this report gives it where there is one. */
      interval: IntervalSchema.nullable(),
    })
    .nullable(),
  /** The newest verdict on it. */
  judged: z
    .object({ at: z.string(), isPromotable: z.boolean(), championId: z.string().nullable() })
    .nullable(),
  /** Why it cannot be promoted as it stands; null where it can. */
  blockedBy: z.enum(BLOCKS).nullable(),
});
export type Version = z.infer<typeof VersionSchema>;

const ChampionsSchema = z.object({ head: z.string().nullable(), pack: z.string().nullable() });

export const RegistryListSchema = z.object({
  champions: ChampionsSchema,
  /** The newest first. */
  versions: z.array(VersionSchema),
});
export type RegistryList = z.infer<typeof RegistryListSchema>;

export const VersionDetailSchema = z.object({
  version: VersionSchema,
  /** The newest verdict, with whom it was held against. */
  verdict: VerdictSchema.nullable(),
  /** Models that it was started from, the nearest first, as far as they are there. */
  descent: z.array(z.string()),
  /** The newest first. */
  history: z.array(RegistryEventSchema),
});
export type VersionDetail = z.infer<typeof VersionDetailSchema>;

/** A model by its kind and the first characters of its id. */
export const ModelRefSchema = z.object({ kind: ModelKindSchema, id: z.string().min(4) });
export type ModelRef = z.infer<typeof ModelRefSchema>;

const ReasonSchema = z.string().max(500).default('');

export const registryContract = {
  list: oc.input(z.object({})).output(RegistryListSchema),
  show: oc.input(ModelRefSchema).output(VersionDetailSchema),
  /** Measures the model and the champion on the gold set of the newest snapshot, and asks the gate; a job. */
  judge: oc.input(ModelRefSchema).output(z.object({ jobId: z.string() })),
  /** Asks the gate again from the stored reports. */
  promote: oc.input(ModelRefSchema.extend({ reason: ReasonSchema })).output(RegistryEventSchema),
  rollBack: oc.input(z.object({ kind: ModelKindSchema, reason: ReasonSchema })).output(RegistryEventSchema),
  /** The newest first. */
  history: oc.input(z.object({ kind: ModelKindSchema.optional() })).output(z.array(RegistryEventSchema)),
};
