import { oc } from '@orpc/contract';
import { z } from 'zod';
import { STAGES } from '../domain/pipeline/stage.ts';
import { LanguageSchema, Sha256Schema } from './common.ts';

export const StageSchema = z.enum(STAGES);

const perStage = <T extends z.ZodType>(value: T) =>
  z.object({ intake: value, segment: value, extract: value, derive: value, suggest: value });

/** What the pipeline of a project does, and with what. Packs by id; null leaves a stage out. */
export const PipelineSettingsSchema = z.object({
  extractor: z.enum(['lexicon', 'llm']),
  segmentation: z.object({ CT: Sha256Schema.nullable(), MR: Sha256Schema.nullable() }),
  /** Puts segmentations that came with the volumes aside. */
  replaceGiven: z.boolean(),
  radgrounder: Sha256Schema.nullable(),
  /** In which RadGrounder answers. */
  language: LanguageSchema,
});
export type PipelineSettings = z.infer<typeof PipelineSettingsSchema>;

/** Nothing that costs anything, and no pack that nobody has chosen. */
export const PIPELINE_DEFAULTS: PipelineSettings = {
  extractor: 'lexicon',
  segmentation: { CT: null, MR: null },
  replaceGiven: false,
  radgrounder: null,
  language: 'en',
};

/** See domain/pipeline/standing.ts; `running` is being worked on. */
export const CELL_STATES = [
  'done',
  'running',
  'ready',
  'waiting',
  'stale',
  'failed',
  'blocked',
  'off',
] as const;
export const CellStateSchema = z.enum(CELL_STATES);
export type CellState = z.infer<typeof CellStateSchema>;

export const StageCellSchema = z.object({
  state: CellStateSchema,
  /** Of the last run, which a stale stage has too. ISO 8601 UTC. */
  endedAt: z.string().nullable(),
  seconds: z.number().nullable(),
  /** Of a failed stage: code and params for i18n. */
  error: z
    .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
  blockedBy: StageSchema.nullable(),
});
export type StageCell = z.infer<typeof StageCellSchema>;

export const StudyRowSchema = z.object({
  study: z.string(),
  slices: z.int(),
  stages: perStage(StageCellSchema),
});
export type StudyRow = z.infer<typeof StudyRowSchema>;

export const PipelineOverviewSchema = z.object({
  settings: PipelineSettingsSchema,
  studies: z.int(),
  /** Studies by stage and state. */
  counts: perStage(z.record(CellStateSchema, z.int())),
  /** The run that is under way or waits. */
  jobId: z.string().nullable(),
  /** Whether a pack that is chosen knows phantoms only. */
  hasDemoPack: z.boolean(),
});
export type PipelineOverview = z.infer<typeof PipelineOverviewSchema>;

export const PipelineRunSchema = z.object({
  /** Null: all. */
  stages: z.array(StageSchema).min(1).nullable(),
  studies: z.array(z.string()).min(1).nullable(),
  /** Also what is done. */
  again: z.boolean(),
});
export type PipelineRunInput = z.infer<typeof PipelineRunSchema>;

export const pipelineContract = {
  overview: oc.input(z.object({})).output(PipelineOverviewSchema),
  set: oc.input(PipelineSettingsSchema.partial()).output(PipelineSettingsSchema),
  /** Studies in the order of their names; with a state, those of which any stage is in it. */
  studies: oc
    .input(
      z.object({
        state: CellStateSchema.nullable(),
        offset: z.int().min(0),
        limit: z.int().min(1).max(500),
      }),
    )
    .output(z.object({ total: z.int(), rows: z.array(StudyRowSchema) })),
  run: oc.input(PipelineRunSchema).output(z.object({ jobId: z.string() })),
};
