import { oc } from '@orpc/contract';
import { z } from 'zod';
import { PROTOCOLS } from '../domain/evaluation/evaluated-case.ts';
import { METRIC_NAMES } from '../domain/evaluation/metric.ts';
import { STRATUM_KINDS } from '../domain/evaluation/strata.ts';
import { BoxSchema, ClassIdSchema, LanguageSchema, Sha256Schema } from './common.ts';

export const ProtocolSchema = z.enum(PROTOCOLS);
const MetricSchema = z.enum(METRIC_NAMES);

export const IntervalSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });
const StratumSchema = z.object({ kind: z.enum(STRATUM_KINDS), value: z.string() });

/** What figures and intervals hang on besides the predictions. */
export const EvaluationSettingsSchema = z.object({
  protocol: ProtocolSchema,
  seed: z.int().min(0),
  resamples: z.int().min(100).max(100_000),
  unit: z.enum(['case', 'patient']),
});
export type EvaluationSettings = z.infer<typeof EvaluationSettingsSchema>;

export const CalibrationSchema = z.object({
  bins: z
    .array(
      z.object({
        from: z.number(),
        to: z.number(),
        count: z.int(),
        confidence: z.number().nullable(),
        right: z.object({ share: z.number(), low: z.number(), high: z.number() }).nullable(),
      }),
    )
    .readonly(),
  count: z.int(),
  error: z.number().nullable(),
  brier: z.number().nullable(),
});

export const ConfusionSchema = z
  .array(z.object({ truth: ClassIdSchema.nullable(), predicted: ClassIdSchema.nullable(), count: z.int() }))
  .readonly();

export const SummarySchema = z.object({
  cases: z.int(),
  failed: z.int(),
  figures: z.array(z.object({ metric: MetricSchema, interval: IntervalSchema.nullable() })),
  strata: z.array(StratumSchema.extend({ cases: z.int(), interval: IntervalSchema.nullable() })),
  calibration: CalibrationSchema,
  confusion: ConfusionSchema,
});

const MentionSchema = z.object({
  text: z.string(),
  classId: ClassIdSchema.nullable(),
  /** Pixels of the image. */
  box: BoxSchema,
});

export const EvaluatedCaseSchema = z.object({
  caseId: z.string(),
  patient: z.string(),
  modality: z.string(),
  language: LanguageSchema,
  bodyPart: z.string(),
  answerType: z.enum(['open', 'closed']).nullable(),
  question: z.string(),
  clinicalInformation: z.string(),
  width: z.int(),
  height: z.int(),
  truth: z.object({ text: z.string(), mentions: z.array(MentionSchema).readonly() }),
  /** SHA-256 of the image that was shown, which is also the name of its picture beside the reports. */
  picture: Sha256Schema.nullable(),
  predicted: z
    .object({
      text: z.string(),
      mentions: z.array(MentionSchema.extend({ confidence: z.number() })).readonly(),
      isComplete: z.boolean(),
    })
    .nullable(),
  failure: z.string().nullable(),
  llm: z.object({ score: z.number(), reason: z.string() }).nullable(),
});

/** Figures of the published evaluator, counted its way. */
const PublishedSchema = z.object({
  samples: z.int(),
  samplesWithTruth: z.int(),
  trueMentions: z.int(),
  predictedMentions: z.int(),
  matched: z.int(),
  hitsAt05: z.int(),
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
  precisionAt05: z.number(),
  recallAt05: z.number(),
  f1At05: z.number(),
  meanIou: z.number(),
  meanSimilarity: z.number(),
  gIou: z.number(),
});

export const SET_KINDS = ['gold', 'slake', 'vqa-rad', 'refrad2d', 'paligemma'] as const;

/** Everything about an evaluation but its cases. */
export const ReportHeadSchema = z.object({
  schema: z.literal(1),
  /** SHA-256 of all that follows but the time: the same evaluation has the same id, on whatever day it is done. */
  id: Sha256Schema,
  /** ISO 8601 UTC. */
  createdAt: z.string(),
  /** Version of the program. */
  program: z.string(),
  pack: z.object({ id: z.string(), name: z.string() }),
  set: z.object({
    kind: z.enum(SET_KINDS),
    /** Of the project or folder. */
    name: z.string(),
    split: z.string(),
    /** Of all cases with what is right. */
    sha256: Sha256Schema,
    /** Whose pairs these are; not there for sets in a folder, and for pairs as they stood at the time. */
    snapshot: Sha256Schema.optional(),
    /** Cases whose image could not be read, which are left out; not there where there are none. */
    unreadable: z.int().positive().optional(),
  }),
  settings: EvaluationSettingsSchema,
  /** What mentions were matched by: the program's own embedding, or a pack by the SHA-256 of its manifest. */
  embedding: z.object({ name: z.string(), version: z.string(), pack: Sha256Schema.optional() }),
  judge: z.object({ model: z.string(), prompt: z.string() }).nullable(),
  summary: SummarySchema,
  /** Mode `published-detection`; null where nothing is grounded in a caption. */
  published: PublishedSchema.nullable(),
});
export type ReportHead = z.infer<typeof ReportHeadSchema>;

/** Similarities of true and predicted texts, by their places in the list. */
const SimilarityTableSchema = z.object({
  texts: z.array(z.string()),
  pairs: z.array(z.tuple([z.int().min(0), z.int().min(0), z.number()])),
});

/** A report as its file holds it. */
export const ReportSchema = ReportHeadSchema.extend({
  cases: z.array(EvaluatedCaseSchema),
  /** What a pack said, so that the report can be read where the pack is not; none for the program's own embedding. */
  similarities: SimilarityTableSchema.optional(),
});
export type Report = z.infer<typeof ReportSchema>;

export const SPLIT_CHOICES = ['train', 'val', 'test', 'all'] as const;

/** What is evaluated on what, and how. */
export const EvaluateInputSchema = z.object({
  /** Name, name@version, id or folder; the first one on this machine where not given. */
  pack: z.string().min(1).optional(),
  /** A trained head of the project, by the first characters of its id, instead of a pack. */
  head: z.string().min(4).optional(),
  on: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('gold') }),
    /** A folder whose layout tells what it is. */
    z.object({
      kind: z.literal('folder'),
      folder: z.string().min(1),
      /** What it has to be; null where it may be any set. */
      expected: z.enum(SET_KINDS).nullable(),
    }),
  ]),
  split: z.enum(SPLIT_CHOICES),
  /** Whose gold set, by the first characters of its id; the newest one's where not given. */
  snapshot: z.string().min(4).optional(),
  /** A text-embedding pack to match mentions by: name, name@version, id or folder; the program's own where not given. */
  embedding: z.string().min(1).optional(),
  /** Null for what the set is made for. */
  protocol: ProtocolSchema.nullable(),
  seed: z.int().min(0),
  resamples: z.int().min(100).max(100_000),
  unit: z.enum(['case', 'patient']),
  /** Has the language model rate the answers. */
  isJudged: z.boolean(),
  /** Version of the program. */
  program: z.string(),
});
export type EvaluateInput = z.infer<typeof EvaluateInputSchema>;

export const DifferenceSchema = IntervalSchema.extend({ notBetter: z.number() });
const ComparedSchema = z.object({
  first: IntervalSchema.nullable(),
  second: IntervalSchema.nullable(),
  difference: DifferenceSchema.nullable(),
});

/** Two evaluations on the cases that they share. */
export const ComparisonSchema = z.object({
  first: ReportHeadSchema,
  second: ReportHeadSchema,
  cases: z.int(),
  leftOut: z.int(),
  /** The figure that strata and single cases are compared by. */
  leading: MetricSchema,
  figures: z.array(ComparedSchema.extend({ metric: MetricSchema })).readonly(),
  strata: z.array(ComparedSchema.extend(StratumSchema.shape).extend({ cases: z.int() })).readonly(),
  better: z.int(),
  worse: z.int(),
  same: z.int(),
  /** What became worse, the worst first, with what both said. */
  regressions: z
    .array(
      z.object({
        first: z.number(),
        second: z.number(),
        before: EvaluatedCaseSchema,
        after: EvaluatedCaseSchema,
      }),
    )
    .readonly(),
  calibration: z.object({ first: CalibrationSchema, second: CalibrationSchema }),
  confusion: z.object({ first: ConfusionSchema, second: ConfusionSchema }),
});
export type ComparisonReport = z.infer<typeof ComparisonSchema>;

export const evaluationContract = {
  /** Heads of the project's reports, the newest first. */
  reports: oc.input(z.object({})).output(z.array(ReportHeadSchema)),
  start: oc.input(EvaluateInputSchema.omit({ program: true })).output(z.object({ jobId: z.string() })),
  /** By the ids of their reports. */
  compare: oc.input(z.object({ first: Sha256Schema, second: Sha256Schema })).output(ComparisonSchema),
};
