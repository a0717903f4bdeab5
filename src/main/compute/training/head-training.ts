import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/app-error.ts';
import { DrawnSchema, TrainingOutcomeSchema } from '../../../shared/contract/training.ts';
import { NOTHING_DRAWN, withDraws } from '../../../shared/domain/training/drawn.ts';
import { writeWhole } from '../../formats/write-whole.ts';
import { type Graph, outputOf } from '../graph.ts';
import type { TaskInput, TaskPart, TaskResult } from '../protocol.ts';
import type { TaskContext } from '../task.ts';
import { ADAMW, stepScalars } from './adamw.ts';
import { BOX_SLOTS, Batches, SLOTS } from './batches.ts';
import { type Arrays, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import type { HeadShape } from './head-parameters.ts';
import { HeadState, projectionArrays } from './head-state.ts';
import type { Projection } from './projection.ts';
import { rateAt, stepsPerRun } from './schedule.ts';
import { headModel, scoringModel } from './scoring-graph.ts';
import { beginning } from './beginning.ts';
import { trainingModel } from './training-graph.ts';
import { VALIDATION_BATCH, Validation } from './validation.ts';

type Input = TaskInput<'train-head'>;
type Context = TaskContext<TaskPart<'train-head'>>;

/** What a checkpoint knows beside its arrays. */
const AboutSchema = z.object({
  identity: z.string(),
  step: z.int().min(0),
  best: z.object({ step: z.int(), iou: z.number(), presence: z.number() }).nullable(),
  /** Validations since the best one. */
  stale: z.int().min(0),
  history: TrainingOutcomeSchema.shape.history,
  drawn: DrawnSchema,
});
type About = z.infer<typeof AboutSchema>;

export const HEAD_FILE = 'head.onnx';
export const WEIGHTS_FILE = 'weights.bin';
const BEST = 'best/';

interface Parts {
  readonly input: Input;
  readonly context: Context;
  readonly shape: HeadShape;
  readonly steps: number;
  readonly projection: Projection;
  readonly training: Graph;
  readonly scoring: Graph;
  readonly batches: Batches;
  readonly validation: Validation;
  readonly state: HeadState;
  readonly about: About;
  readonly best: Arrays;
}

/** One training run: steps in runs of a few, validation and a checkpoint now and then, the best head at the end. */
export class HeadTraining {
  private readonly parts: Parts;
  private readonly resumedAt: number;
  private about: About;
  private best: Arrays;
  private savedAt: number;
  private readonly clock = { all: 0, loading: 0, samples: 0 };

  private constructor(parts: Parts) {
    this.parts = parts;
    this.about = parts.about;
    this.best = parts.best;
    this.resumedAt = parts.about.step;
    this.savedAt = parts.about.step;
  }

  /** Takes up the checkpoint, where there is one. @throws AppError training.*, compute.* */
  static async open(input: Input, context: Context): Promise<HeadTraining> {
    const { settings, seed, checkpoint: file } = input;
    const kept = await readCheckpoint(file, AboutSchema);
    if (kept && kept.about.identity !== input.identity)
      throw new AppError('training.checkpoint-damaged', { file });
    const { projection, start, train, validation, shape } = await beginning(input, context, kept?.arrays);
    const batch = { slices: settings.batch, slots: SLOTS, boxSlots: BOX_SLOTS };
    const steps = stepsPerRun(settings, shape);
    const { sampling, absentWeight } = settings;
    const scoringSize = { slices: VALIDATION_BATCH, slots: SLOTS };
    const parts = {
      input,
      context,
      shape,
      steps,
      projection,
      training: await context.openGraph(trainingModel({ shape, batch, steps, adamw: ADAMW })),
      scoring: await context.openGraph(scoringModel(shape, scoringSize)),
      batches: new Batches({ samples: train, shape, batch, steps, sampling, absentWeight, seed }),
      validation: new Validation(validation, shape, absentWeight),
      state: kept ? HeadState.restore(shape, kept.arrays) : HeadState.begin(shape, start),
    };
    const about = kept?.about ?? {
      identity: input.identity,
      step: 0,
      best: null,
      stale: 0,
      history: [],
      drawn: NOTHING_DRAWN,
    };
    const best = kept ? withoutPrefix(kept.arrays) : parts.state.parameters();
    return new HeadTraining({ ...parts, about, best });
  }

  /** @throws AppError training.not-finite, compute.*, store.*; AbortError, after a checkpoint, when it was cancelled */
  async run(): Promise<TaskResult<'train-head'>> {
    const { settings } = this.parts.input;
    try {
      // The start counts too: a warm start that only gets worse is kept as it was.
      if (this.about.best === null) await this.validate(Number.NaN);
      while (!this.isDone()) {
        this.parts.context.signal.throwIfAborted();
        await this.runSteps();
      }
    } catch (error) {
      if (this.parts.context.signal.aborted && this.savedAt < this.about.step) await this.save();
      throw error;
    }
    const { outDir } = this.parts.input;
    const { shape, projection, state } = this.parts;
    const values = state.specs.map(({ name }) => this.best[name]!);
    await writeWhole(join(outDir, HEAD_FILE), headModel(shape, { values, projection }));
    const weights = { ...this.best, ...projectionArrays(projection) };
    await writeCheckpoint(join(outDir, WEIGHTS_FILE), { shape }, weights);
    const { step, best, history, drawn, stale } = this.about;
    return {
      steps: step,
      bestStep: best!.step,
      stoppedBy: stale >= settings.patience ? 'patience' : 'steps',
      validation: { iou: best!.iou, presence: best!.presence },
      history,
      drawn,
      samplesPerSecond: this.pace(),
      loading: this.loading(),
      resumedAt: this.resumedAt,
    };
  }

  async release(): Promise<void> {
    await this.parts.training.release();
    await this.parts.scoring.release();
  }

  private isDone(): boolean {
    const { settings } = this.parts.input;
    return this.about.step >= settings.steps || this.about.stale >= settings.patience;
  }

  private async runSteps(): Promise<void> {
    const { training, batches, state, steps, input } = this.parts;
    const { settings, train } = input;
    const begun = performance.now();
    const { feeds, draws } = batches.make(this.about.step);
    const loaded = performance.now();
    const rates = Array.from({ length: steps }, (_, at) => rateAt(this.about.step + at, settings));
    const data = Float32Array.from(
      rates.flatMap((rate, at) => stepScalars(ADAMW, this.about.step + at + 1, rate)),
    );
    const scalars = { type: 'float32', dims: [steps, 3], data } as const;
    const outputs = await training.run({ ...state.feeds({ withMoments: true }), ...feeds, scalars });
    const losses = outputOf(outputs, 'losses', 'float32').data;
    const step = this.about.step + steps;
    if (!losses.every(Number.isFinite)) throw new AppError('training.not-finite', { step });
    state.advance(outputs);
    const facts = train.map((sample) => sample.facts);
    this.about = { ...this.about, step, drawn: withDraws(this.about.drawn, draws, facts) };
    this.clock.all += performance.now() - begun;
    this.clock.loading += loaded - begun;
    this.clock.samples += steps * settings.batch;
    await this.tell(losses, rates.at(-1)!);
  }

  private async tell(losses: Float32Array, rate: number): Promise<void> {
    const { context, input, steps } = this.parts;
    const { settings } = input;
    const mean = (column: number): number =>
      losses.reduce((sum, value, at) => (at % 4 === column ? sum + value / steps : sum), 0);
    const { step } = this.about;
    const isDue = step % settings.evaluateEvery === 0 || step >= settings.steps;
    const validation = isDue ? await this.validate(mean(0)) : null;
    context.progress({
      done: Math.min(step, settings.steps),
      total: settings.steps,
      step: 'train',
      params: { loss: Number(mean(0).toFixed(4)) },
    });
    context.part({
      step,
      loss: mean(0),
      presence: mean(1),
      box: mean(2),
      gradient: mean(3),
      rate,
      samplesPerSecond: this.pace(),
      loading: this.loading(),
      validation,
      drawn: this.about.drawn,
    });
  }

  /** Early stopping looks at boxes of patients that do not train, never at the training loss. */
  private async validate(loss: number): Promise<TaskPart<'train-head'>['validation']> {
    const { validation, scoring, state } = this.parts;
    const score = await validation.score(scoring, state.feeds({ withMoments: false }));
    const { best, step } = this.about;
    // Steps may end in numbers that are none before a loss shows it; a checkpoint of them could never be gone on from.
    if (!Number.isFinite(score.iou) || !Number.isFinite(score.presence))
      throw new AppError('training.not-finite', { step });
    const isBest = best === null || score.iou > best.iou;
    if (isBest) this.best = state.parameters();
    this.about = {
      ...this.about,
      best: isBest ? { step, ...score } : best,
      stale: isBest ? 0 : this.about.stale + 1,
      history: Number.isNaN(loss)
        ? this.about.history
        : [...this.about.history, { step, loss, iou: score.iou, presence: score.presence }],
    };
    if (step > 0) await this.save();
    return { ...score, isBest };
  }

  private async save(): Promise<void> {
    const { input, state, projection } = this.parts;
    const best = Object.fromEntries(
      Object.entries(this.best).map(([name, values]) => [`${BEST}${name}`, values]),
    );
    const arrays = { ...state.all, ...best, ...projectionArrays(projection) };
    await writeCheckpoint(input.checkpoint, this.about, arrays);
    this.savedAt = this.about.step;
  }

  private pace(): number {
    return this.clock.all > 0 ? (this.clock.samples / this.clock.all) * 1000 : 0;
  }

  private loading(): number {
    return this.clock.all > 0 ? this.clock.loading / this.clock.all : 0;
  }
}

function withoutPrefix(arrays: Arrays): Arrays {
  return Object.fromEntries(
    Object.entries(arrays).flatMap(([name, values]) =>
      name.startsWith(BEST) ? [[name.slice(BEST.length), values]] : [],
    ),
  );
}
