import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { FeatureName } from '../domain/doubt/features.ts';
import { FINDING_CODES } from '../domain/grounding/finding.ts';
import { MENTION_REASONS, PAIR_STATES, REGION_REASONS } from '../domain/review/verdict.ts';
import {
  BoxSchema,
  ClassIdSchema,
  FindingSchema,
  LanguageSchema,
  ModalitySchema,
  OmissionSchema,
  ProposedBoxSchema,
  Sha256Schema,
} from './common.ts';

export const PairStateSchema = z.enum(PAIR_STATES);

export const QueueFilterSchema = z.object({
  states: z.array(PairStateSchema).optional(),
  classIds: z.array(ClassIdSchema).optional(),
  modalities: z.array(ModalitySchema).optional(),
  /** Pairs whose mention stands in a caption of this language. */
  languages: z.array(LanguageSchema).optional(),
  findings: z.array(z.enum(FINDING_CODES)).optional(),
  /** Free text over captions of both languages, class names and ids. */
  search: z.string().max(200).optional(),
});
export type QueueFilter = z.infer<typeof QueueFilterSchema>;

export const QueueOrderSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('suspicion') }),
  z.object({ by: z.literal('random'), seed: z.int() }),
]);

/** What was learned from past verdicts about pairs like this one. */
const DoubtSchema = z.object({
  /** 0-1: that a reviewer finds it wrong. */
  chance: z.number(),
  /** The feature that speaks most for a fault, with how many judged pairs had it and how many of those were wrong. */
  reason: z
    .object({
      about: z.custom<FeatureName>((value) => typeof value === 'string'),
      judged: z.int(),
      wrong: z.int(),
    })
    .nullable(),
});

export const PairSummarySchema = z.object({
  pairId: z.int(),
  imageId: z.string(),
  /** Key for pixels and masks of the slice. */
  sliceId: z.int(),
  modality: ModalitySchema,
  classId: ClassIdSchema,
  state: PairStateSchema,
  /** 0-1, how suspicious; what 'most suspicious first' sorts by. */
  priority: z.number(),
  /** The heaviest finding: the sentence that says why the pair stands where it stands. */
  topFinding: FindingSchema.nullable(),
  /** Null while too few verdicts were given to learn from. */
  doubt: DoubtSchema.nullable(),
});
export type PairSummary = z.infer<typeof PairSummarySchema>;

/** In the order of suspicion at least a fifth of every page is drawn at random: errors that nobody suspects are found too. */
export const QueueItemSchema = PairSummarySchema.extend({ isDrawn: z.boolean() });
export type QueueItem = z.infer<typeof QueueItemSchema>;

export const PairMentionSchema = z.object({
  language: LanguageSchema,
  start: z.int(),
  end: z.int(),
  surface: z.string(),
  negated: z.boolean(),
  normal: z.boolean(),
  rule: z.string(),
});

export const SliceInfoSchema = z.object({
  sliceId: z.int(),
  imageId: z.string(),
  study: z.string(),
  series: z.string(),
  modality: ModalitySchema,
  bodyPart: z.string(),
  width: z.int(),
  height: z.int(),
  spacingMm: z.object({ x: z.number(), y: z.number() }),
  sliceSpacingMm: z.number().nullable(),
  /** True where the source does not say how large its pixels are and 1 mm stands in for it. */
  isScaleAssumed: z.boolean(),
  axis: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  /** Zero-based along the axis of the LPS volume. */
  index: z.int(),
  markers: z.object({ left: z.string(), right: z.string(), top: z.string(), bottom: z.string() }),
  /** Element type of the little-endian, row-major samples at `/pixels/slice/<sliceId>`; values are HU for CT. */
  dtype: z.enum(['int16', 'float32']),
  pixelsSha256: Sha256Schema,
  /** Uint8 class ids, row-major, at `/masks/slice/<sliceId>`; null when the slice has no segmentation. */
  maskSha256: Sha256Schema.nullable(),
  defaultWindow: z.object({ center: z.number(), width: z.number() }),
  /** The volume it was cut from, for neighbouring slices at `/pixels/volume/<volumeId>/<axis>/<index>`. */
  volume: z.object({ volumeId: z.int(), sliceCount: z.int(), sha256: Sha256Schema }).nullable(),
});
export type SliceInfo = z.infer<typeof SliceInfoSchema>;

export const CaptionSchema = z.object({
  language: LanguageSchema,
  text: z.string(),
  sha256: Sha256Schema,
  /** False where the text was translated by a machine, null where the source does not say. */
  isOriginal: z.boolean().nullable(),
});

export const CorrectionSchema = z.object({
  box: BoxSchema.optional(),
  /** Use the mask of these classes on this slice as the region. */
  regionClassIds: z.array(ClassIdSchema).min(1).readonly().optional(),
  /** The class meant, where the derived one is wrong (side swapped, neighbouring level). */
  classId: ClassIdSchema.optional(),
  /** The model's box that this one was taken from, as it was proposed; the reviewer may have moved it since. */
  proposal: ProposedBoxSchema.optional(),
});
export type Correction = z.infer<typeof CorrectionSchema>;

export const VerdictSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('accept') }),
  z.object({ kind: z.literal('region-wrong'), reason: z.enum(REGION_REASONS).optional() }),
  z.object({ kind: z.literal('mention-wrong'), reason: z.enum(MENTION_REASONS).optional() }),
  z.object({ kind: z.literal('cannot-judge') }),
]);

export const DecisionSchema = z.object({
  seq: z.int(),
  pairId: z.int(),
  action: z.enum(['decide', 'undo', 'redo']),
  verdict: VerdictSchema.nullable(),
  correction: CorrectionSchema.nullable(),
  reviewer: z.string(),
  /** ISO 8601 UTC. */
  at: z.string(),
  stateAfter: PairStateSchema,
});

export const PairDetailSchema = z.object({
  pair: PairSummarySchema.extend({
    /** Bumped by every decision; a verdict names the revision it was given on. */
    revision: z.int(),
    /** As derived, and as it stands after corrections. */
    derivedBox: BoxSchema,
    box: BoxSchema,
    /** Mask ids that make up the region (several for a joined whole-organ mention). */
    regionClassIds: z.array(ClassIdSchema),
    mentions: z.array(PairMentionSchema),
    findings: z.array(FindingSchema),
  }),
  slice: SliceInfoSchema,
  captions: z.array(CaptionSchema),
  /** The other pairs of the slice, for dimmed outlines and for their mentions. */
  siblings: z.array(
    z.object({
      pairId: z.int(),
      classId: ClassIdSchema,
      state: PairStateSchema,
      box: BoxSchema,
      regionClassIds: z.array(ClassIdSchema),
      mentions: z.array(PairMentionSchema),
    }),
  ),
  /** Classes with a mask on this slice, for "take another mask". */
  sliceClassIds: z.array(ClassIdSchema),
  omissions: z.array(OmissionSchema),
  provenance: z.object({
    volumeFile: z.string().nullable(),
    segmentationFile: z.string().nullable(),
    segmentationSha256: Sha256Schema.nullable(),
    extractor: z.string(),
    extractorVersion: z.string(),
    derivation: z.enum(['default', 'reference', 'imported']),
  }),
  history: z.array(DecisionSchema),
});
export type PairDetail = z.infer<typeof PairDetailSchema>;

const countsSchema = z.object({
  total: z.int(),
  byState: z.partialRecord(PairStateSchema, z.int()),
});

/** How far the project is, and what was found, by what a reviewer would ask for. */
export const OverviewSchema = z.object({
  counts: countsSchema,
  byClass: z.array(countsSchema.extend({ classId: ClassIdSchema })),
  byModality: z.array(countsSchema.extend({ modality: ModalitySchema })),
  byFinding: z.array(countsSchema.extend({ code: z.enum(FINDING_CODES) })),
  /** Judged pairs at the front of a random order: their share of errors is that of the whole project. */
  randomSample: z.object({ judged: z.int(), wrong: z.int() }),
  /** Over the verdicts that stand. */
  reasons: z.array(
    z.object({
      kind: z.enum(['region-wrong', 'mention-wrong']),
      reason: z.enum([...REGION_REASONS, ...MENTION_REASONS]).nullable(),
      n: z.int(),
    }),
  ),
  /** Corrections that stand by reviewer: a model's box as it was proposed, one moved afterwards, or without a model. */
  corrections: z.array(z.object({ reviewer: z.string(), proposed: z.int(), moved: z.int(), own: z.int() })),
  /** Verdicts that were not taken back by day (UTC) and the state that they led to, with the active time on all; oldest first. */
  days: z.array(z.object({ day: z.string(), state: PairStateSchema, n: z.int(), durationMs: z.number() })),
});
export type Overview = z.infer<typeof OverviewSchema>;

const SliceRangeSchema = z.tuple([z.int(), z.int()]);

export const DecideInputSchema = z.object({
  /** Made by the client; the same id twice is one decision. */
  decisionId: z.uuid(),
  pairId: z.int(),
  revision: z.int(),
  verdict: VerdictSchema,
  correction: CorrectionSchema.nullable(),
  /** What was on the screen, by content: proof that the verdict belongs to this picture and these words. */
  seen: z.object({
    pixelsSha256: Sha256Schema,
    maskSha256: Sha256Schema.nullable(),
    captionSha256: z.array(Sha256Schema),
    windowCenter: z.number(),
    windowWidth: z.number(),
  }),
  /** Active time on the pair, ms. */
  durationMs: z.number().min(0),
  /** Physical key code or 'mouse'. */
  key: z.string().max(40),
});
export type DecideInput = z.infer<typeof DecideInputSchema>;

const decidedSchema = z.object({ decision: DecisionSchema, revision: z.int(), counts: countsSchema });

const AgreementSchema = z.object({ value: z.number(), units: z.int() });
export const ReviewerAgreementSchema = z.object({
  reviewers: z.array(z.string()).readonly(),
  /** Krippendorff's alpha over all reviewers; null where no pair was judged by two. */
  acceptance: AgreementSchema.nullable(),
  kinds: AgreementSchema.nullable(),
  reasons: AgreementSchema.nullable(),
  /** Cohen's kappa of every two. */
  pairs: z
    .array(
      z.object({
        reviewers: z.tuple([z.string(), z.string()]).readonly(),
        acceptance: AgreementSchema,
        kinds: AgreementSchema,
      }),
    )
    .readonly(),
  boxes: z.object({ meanIou: z.number(), pairs: z.int() }).nullable(),
});

/** Resolves only after the row is durable (fsynced); a rejected call has changed nothing. */
export const reviewContract = {
  queue: oc
    .input(
      z.object({
        filter: QueueFilterSchema,
        order: QueueOrderSchema,
        cursor: z.string().nullable(),
        limit: z.int().min(1).max(200),
      }),
    )
    .output(
      z.object({
        items: z.array(QueueItemSchema),
        nextCursor: z.string().nullable(),
      }),
    ),
  facets: oc.input(z.object({ filter: QueueFilterSchema })).output(
    z.object({
      matching: z.int(),
      /** Counting stopped at `matching`; there are more. */
      areMore: z.boolean(),
      counts: countsSchema,
      byClass: z.array(z.object({ classId: ClassIdSchema, count: z.int() })),
      byModality: z.array(z.object({ modality: ModalitySchema, count: z.int() })),
      byFinding: z.array(z.object({ code: z.enum(FINDING_CODES), count: z.int() })),
    }),
  ),
  pair: oc.input(z.object({ pairId: z.int() })).output(PairDetailSchema),
  overview: oc.input(z.object({})).output(OverviewSchema),
  agreement: oc.input(z.object({})).output(ReviewerAgreementSchema),
  /** Where each class of a volume begins and ends; empty where the volume has no segmentation. */
  extents: oc.input(z.object({ volumeId: z.int() })).output(
    z.array(
      z.object({
        classId: z.int(),
        /** First and last slice with the class along each axis of the LPS volume, inclusive. */
        axes: z.tuple([SliceRangeSchema, SliceRangeSchema, SliceRangeSchema]),
      }),
    ),
  ),
  decide: oc.input(DecideInputSchema).output(decidedSchema),
  /**
   * Takes back the latest change. With `seq`, takes back that decision instead, wherever it stands in the log, as
   * long as it is the latest of its pair; otherwise `review.stale`.
   */
  undo: oc.input(z.object({ decisionId: z.uuid(), seq: z.int().optional() })).output(decidedSchema),
  redo: oc.input(z.object({ decisionId: z.uuid() })).output(decidedSchema),
  /** The latest decisions, newest first. */
  recent: oc.input(z.object({ limit: z.int().max(100) })).output(z.array(DecisionSchema)),
  reviewer: oc.input(z.object({})).output(z.object({ name: z.string().nullable() })),
  setReviewer: oc
    .input(z.object({ name: z.string().trim().min(1).max(80) }))
    .output(z.object({ name: z.string() })),
};
