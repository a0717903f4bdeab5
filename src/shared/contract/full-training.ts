import { oc } from '@orpc/contract';
import { z } from 'zod';
import { LanguageSchema, Sha256Schema } from './common.ts';

const Share = z.number().min(0).max(1);
const Count = z.int().min(1).max(10_000_000);

/**
 * What the trainer is told in `train.json` besides its places; trainer/README.md says what each field does. Every field has the value of
 * the published recipe where there is one.
 */
export const RecipeSchema = z.strictObject({
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(42),
  method: z.enum(['lora', 'full']).default('lora'),
  /** Over the images of the training split; `steps` counts before it where it is not 0. */
  epochs: z.number().positive().max(1000).default(6),
  steps: z.int().min(0).max(10_000_000).default(0),
  /** Samples a device and a forward pass; forward passes a step. */
  batchSize: Count.default(24),
  accumulation: Count.default(12),
  optimizer: z.enum(['adafactor', 'adamw']).default('adafactor'),
  learningRate: z.number().positive().max(1).default(5e-5),
  warmupRatio: Share.default(0.1),
  weightDecay: Share.default(0.01),
  maxGradNorm: z.number().min(0).max(1000).default(1),
  precision: z.enum(['bf16', 'fp32']).default('bf16'),
  attention: z.enum(['sdpa', 'eager']).default('sdpa'),
  gradientCheckpointing: z.boolean().default(true),
  augment: z.boolean().default(false),
  languages: z.array(LanguageSchema).min(1).default(['de', 'en']),
  maxTokens: Count.default(512),
  evalEvery: Count.default(100),
  evalSamples: z.int().min(0).max(1_000_000).default(512),
  saveEvery: Count.default(100),
  keep: z.int().min(1).max(100).default(3),
  logEvery: Count.default(1),
  workers: z.int().min(0).max(256).default(0),
  lora: z
    .strictObject({
      rank: z.int().min(1).max(1024),
      alpha: z.int().min(1).max(4096),
      dropout: Share,
      vision: z.boolean(),
      projector: z.boolean(),
      tokens: z.array(z.enum(['markup', 'locations', 'segments'])),
    })
    .default({
      rank: 16,
      alpha: 32,
      dropout: 0.05,
      vision: false,
      projector: true,
      tokens: ['markup', 'locations', 'segments'],
    }),
  mixture: z
    .strictObject({
      mode: z.enum(['dynamic', 'concatenate']),
      ground: z.number().min(0),
      report: z.number().min(0),
      vqa: z.number().min(0),
      power: Share,
    })
    .refine(({ ground, report, vqa }) => ground + report + vqa > 0)
    .default({ mode: 'dynamic', ground: 0.5, report: 0.2, vqa: 0.3, power: 0.5 }),
  pack: z
    .strictObject({
      /** Of the pack; one that names the run where it is empty. Small letters, digits, hyphens. */
      name: z.string().regex(/^([a-z0-9][a-z0-9-]{0,63})?$/),
      licence: z.string().min(1).max(200),
      source: z.string().min(1).max(500),
      dtypes: z.array(z.enum(['fp32', 'fp16', 'int8'])).min(1),
    })
    .default({
      name: '',
      licence: 'Gemma',
      source: 'PaliGemma 2, tuned on curated pairs',
      dtypes: ['fp32'],
    }),
});
export type Recipe = z.infer<typeof RecipeSchema>;
export const RECIPE_DEFAULTS: Recipe = RecipeSchema.parse({});

/** Commands that are known; `custom` is one that somebody wrote into the settings file of this machine. */
export const TRAINER_PRESETS = ['plumbline', 'torchrun', 'sbatch', 'published', 'custom'] as const;
export const TrainerPresetSchema = z.enum(TRAINER_PRESETS);
export type TrainerPreset = z.infer<typeof TrainerPresetSchema>;

const Folder = z.string().max(2000);

/** Where the trainer is on this machine, and how it is treated. Empty folders: the usual place. */
export const TrainerSettingsSchema = z.strictObject({
  preset: TrainerPresetSchema,
  /** The Python that has the trainer's packages, by its whole path; the one that PLUMBLINE_PYTHON names where empty. */
  python: Folder.regex(/^$|[\\/]python[\d.]*(\.exe)?$/i),
  /** `trainer/` of this repository; where empty the one beside the program, and otherwise whatever Python has installed. */
  trainerDir: Folder,
  /** `radgrounder/grounded_gemma` of the published code. */
  publishedDir: Folder,
  /** Your copy of trainer/slurm/train.sbatch. */
  slurmScript: Folder,
  /** Processes that torchrun starts. */
  gpus: z.int().min(1).max(64),
  /** Checkpoint that training begins with. */
  base: Folder,
  /** Where checkpoints, merged weights and packs are written; the project folder where empty. */
  outputDir: Folder,
  /** From asking a trainer to save and end until it is ended by force, s. */
  stopSeconds: z.int().min(1).max(86_400),
  /** A trainer that says nothing for so long is stopped; 0 for never. */
  silenceMinutes: z.int().min(0).max(100_000),
  /** Of log and of events; what is older goes to one file more, then away. */
  logMegabytes: z.int().min(1).max(10_000),
});
export type TrainerSettings = z.infer<typeof TrainerSettingsSchema>;

export const FullTrainingRequestSchema = z.strictObject({
  /** First characters of the snapshot's id. */
  snapshot: z.string().min(4).max(64),
  /** Folder of the checkpoint that training begins with. */
  base: z.string().min(1).max(2000),
  recipe: RecipeSchema.default(RECIPE_DEFAULTS),
  /** `report`: slices on which a mention has no box that counts teach no grounding. */
  incomplete: z.enum(['ground', 'report']).default('ground'),
  /** Questions that a language model wrote train too. */
  questions: z.boolean().default(true),
});
export type FullTrainingRequest = z.infer<typeof FullTrainingRequestSchema>;

/** What a training is estimated to take of a graphics card, from what PaliGemma-2-3B was measured to take (docs/gpu.md). */
const MemoryCheckSchema = z.object({
  neededGib: z.number(),
  /** Of the smallest card. */
  thereGib: z.number(),
  /** What would fit: fewer samples a pass; those and gradient checkpointing; those and adapters; nothing. */
  advice: z.enum(['fits', 'batch', 'checkpointing', 'lora', 'none']),
  /** What fits, with as many samples a step as were asked for. */
  batchSize: z.number(),
  accumulation: z.number(),
  fittingGib: z.number(),
});
export type MemoryCheck = z.infer<typeof MemoryCheckSchema>;

/** One thing that a run needs, or would do better with. */
export const CheckItemSchema = z.object({
  /** `python`, `trainer`, a package, `base`, `gpu`, `disk`, `snapshot`, `command`, … */
  name: z.string(),
  ok: z.boolean(),
  /** A version, a path, sizes, or what is to be installed. */
  detail: z.string(),
  /** Whether a run cannot do without. */
  needed: z.boolean(),
  /** Of graphics cards: the memory of each. */
  bytes: z.array(z.number().positive()).max(64).optional(),
  /** Of the memory of graphics cards. */
  memory: MemoryCheckSchema.optional(),
});
export type CheckItem = z.infer<typeof CheckItemSchema>;

export const EnvironmentSchema = z.object({
  items: z.array(CheckItemSchema),
  /** Nothing that is needed is missing. */
  canStart: z.boolean(),
  /** Command as it would be run. */
  command: z.array(z.string()),
});
export type Environment = z.infer<typeof EnvironmentSchema>;

const PerSplit = z.object({ train: z.int(), val: z.int() });
/** What of a snapshot trains, and what does not and why. */
export const TrainingDataSchema = z.object({
  slices: PerSplit,
  boxes: PerSplit,
  patients: z.int(),
  notTaught: z.record(z.string(), z.int()),
  unused: z.record(z.string(), z.int()),
});

export const FULL_RUN_STATES = [
  /** Its data are written. */
  'preparing',
  'starting',
  'training',
  'exporting',
  /** It was asked to save and end. */
  'stopping',
  /** Its pack is checked and copied. */
  'adding',
  'done',
  'failed',
  'stopped',
  /** Its row in the queue waits. */
  'waiting',
] as const;

const Params = z.record(z.string(), z.union([z.string(), z.number()]));
const Measured = z.number().nullable();

export const FullRunSchema = z.object({
  run: z.string(),
  jobId: z.string(),
  state: z.enum(FULL_RUN_STATES),
  /** ISO 8601 UTC. */
  createdAt: z.string(),
  snapshot: Sha256Schema,
  base: z.string(),
  preset: TrainerPresetSchema,
  method: z.enum(['lora', 'full']),
  /** Steps; where the published trainer tells none, epochs, which are no whole numbers. */
  unit: z.enum(['steps', 'epochs']),
  step: z.number(),
  steps: z.number().nullable(),
  /** Where this attempt went on from. */
  resumedFrom: z.int(),
  loss: Measured,
  evalLoss: Measured,
  learningRate: Measured,
  samplesPerSecond: Measured,
  secondsLeft: Measured,
  /** Since it said or logged anything; null where it does not run. */
  silentSeconds: Measured,
  /** Step of the last whole checkpoint. */
  checkpoint: z.number().nullable(),
  device: z.string().nullable(),
  devices: z.int().nullable(),
  parameters: z.object({ all: z.number(), trained: z.number() }).nullable(),
  /** Lines on its output that were no events. */
  garbage: z.int(),
  attempts: z.int(),
  error: z.object({ code: z.string(), params: Params }).nullable(),
  /** The pack in the store of this machine, once it was added. */
  pack: z.object({ id: Sha256Schema, name: z.string() }).nullable(),
  outputDir: z.string(),
  logFile: z.string(),
});
export type FullRun = z.infer<typeof FullRunSchema>;

export const FullRunDetailSchema = FullRunSchema.extend({
  command: z.array(z.string()),
  recipe: RecipeSchema,
  data: TrainingDataSchema.extend({ questions: z.int() }).nullable(),
  /** Thinned out evenly where there are many. */
  curve: z.array(
    z.object({ step: z.number(), loss: Measured, learningRate: Measured, samplesPerSecond: Measured }),
  ),
  evaluations: z.array(z.object({ step: z.number(), loss: Measured })),
  /** Samples drawn by task, modality and language, in this attempt. */
  drawn: z.record(z.string(), z.int()),
});
export type FullRunDetail = z.infer<typeof FullRunDetailSchema>;

const RunInput = z.object({ run: z.string().min(1).max(64) });

export const fullTrainingContract = {
  settings: oc.input(z.object({})).output(TrainerSettingsSchema),
  /** A command of one's own is written into the settings file by hand, and not from here. */
  setSettings: oc.input(TrainerSettingsSchema.partial()).output(TrainerSettingsSchema),
  recipe: oc.input(z.object({})).output(RecipeSchema),
  /** What is there and what is missing; starts the configured Python for a few seconds. */
  check: oc
    .input(z.object({ base: Folder.optional(), recipe: RecipeSchema.optional() }))
    .output(EnvironmentSchema),
  data: oc
    .input(FullTrainingRequestSchema.pick({ snapshot: true, incomplete: true, questions: true }))
    .output(TrainingDataSchema),
  start: oc.input(FullTrainingRequestSchema).output(z.object({ jobId: z.string(), run: z.string() })),
  /** Newest first. */
  runs: oc.input(z.object({})).output(z.array(FullRunSchema)),
  status: oc.input(RunInput).output(FullRunDetailSchema),
  log: oc.input(RunInput).output(
    z.object({
      file: z.string(),
      /** The last lines of the log. */
      lines: z.array(z.string()),
      /** Lines on its output that were no events: how many, and the last of them. */
      garbage: z.object({ count: z.int(), lines: z.array(z.string()) }),
    }),
  ),
  /** Asks the trainer to save and end. */
  cancel: oc.input(RunInput).output(FullRunSchema),
  /** Goes on from the last whole checkpoint, or adds the pack that is there. */
  resume: oc.input(RunInput).output(FullRunSchema),
};
