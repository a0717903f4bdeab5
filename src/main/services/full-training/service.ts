import { join } from 'node:path';
import { z } from 'zod';
import {
  type Environment,
  type FullRun,
  type FullRunDetail,
  type FullTrainingRequest,
  RECIPE_DEFAULTS,
  type Recipe,
  type TrainerSettings,
  TrainerSettingsSchema,
} from '../../../shared/contract/full-training.ts';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { Snapshot } from '../../../shared/domain/curation/snapshot.ts';
import { canonicalJson } from '../../store/canonical-json.ts';
import { sha256 } from '../../store/sha256.ts';
import { previewTrainingData } from '../exchange/index.ts';
import { readBase } from './base.ts';
import { commandFor } from './command.ts';
import type { FullTrainingDeps, Live } from './deps.ts';
import { checkEnvironment } from './environment.ts';
import { stampOf, toldByFiles } from './history.ts';
import { installationOf } from './launch.ts';
import { RunFiles, type RunState } from './run-files.ts';
import { RunJob } from './run-job.ts';
import { lastLines } from './tail.ts';
import type { Told } from './told.ts';
import { detailOf, runOf } from './view.ts';

export const FULL_TRAINING = 'training.full';

/** Of the way of training: another one gives another identity to the same request. */
const RECIPE = 1;
/** Fewer boxes teach a language model nothing that holds. */
const LEAST_BOXES = 20;
const LOG_SHOWN = { bytes: 128 * 1024, lines: 400 } as const;

/** Launches trainers on snapshots and watches them, as jobs that survive this program. */
export class FullTrainingService {
  private readonly deps: FullTrainingDeps;
  private readonly files: RunFiles;
  private readonly live = new Map<string, Live>();
  private readonly told = new Map<string, { readonly stamp: string; readonly told: Told }>();

  constructor(deps: FullTrainingDeps) {
    this.deps = deps;
    this.files = new RunFiles(deps.store.dir);
    deps.jobs.register({
      kind: FULL_TRAINING,
      input: z.strictObject({ run: z.string() }),
      lane: 'trainer',
      run: async ({ run }, context) => {
        const live: Live = { phase: 'preparing', told: null, watch: null };
        this.live.set(run, live);
        try {
          return await new RunJob(await this.files.read(run), {
            deps,
            files: this.files,
            context,
            live,
          }).run();
        } finally {
          this.live.delete(run);
        }
      },
    });
  }

  settings(): TrainerSettings {
    const { custom: _, ...shown } = this.deps.settings.get();
    return shown;
  }

  setSettings(change: Partial<Record<keyof TrainerSettings, unknown>>): TrainerSettings {
    this.deps.settings.set(TrainerSettingsSchema.partial().parse(change));
    return this.settings();
  }

  /**
   * What this machine has and lacks.
   *
   * @param base Folder; the one of the settings where not given
   * @param recipe The published one where not given
   */
  async check(
    {
      base = this.deps.settings.get().base,
      recipe = RECIPE_DEFAULTS,
    }: { readonly base?: string | undefined; readonly recipe?: Recipe | undefined },
    signal: AbortSignal = new AbortController().signal,
  ): Promise<Environment> {
    const installation = installationOf(this.deps);
    const runDir = this.deps.store.dir;
    const outputDir = installation.settings.outputDir || runDir;
    const { programs } = this.deps;
    const request = { base, outputDir, runDir, recipe };
    const items = await checkEnvironment(request, { installation, programs, signal });
    return {
      items,
      canStart: items.every(({ ok, needed }) => ok || !needed),
      command: this.exampleCommand(base),
    };
  }

  /** What of a snapshot would train. @throws AppError snapshots.* */
  async data({
    snapshot: reference,
    incomplete,
  }: Pick<FullTrainingRequest, 'snapshot' | 'incomplete' | 'questions'>) {
    const { snapshot } = await this.deps.snapshots.open(reference);
    const settings = { captions: 'original', translations: false, questions: false, incomplete } as const;
    return previewTrainingData({ snapshot, settings }, this.deps);
  }

  /**
   * As a job. The same request on the same snapshot and base is the same run, which goes on where it was.
   *
   * @throws AppError snapshots.*, training.trainer-no-base, training.too-few-decisions, training.no-validation, store.*
   */
  async start(request: FullTrainingRequest): Promise<{ jobId: string; run: string }> {
    const { id, snapshot } = await this.deps.snapshots.open(request.snapshot);
    const base = await readBase(request.base);
    const asked = { ...request, snapshot: id, base: base.dir };
    const identity = sha256(canonicalJson({ way: RECIPE, asked, base }));
    const run = identity.slice(0, 16);
    const known = await this.files.find(run);
    // Another's job may be writing the state of a run that is known.
    if (!known) {
      await this.assertEnough(asked);
      await this.files.write(this.newState({ run, identity, request: asked, base }, { id, snapshot }));
    }
    const jobId = this.deps.jobs.enqueue(FULL_TRAINING, { run }, run);
    return { jobId, run };
  }

  /** Newest first. */
  async runs(): Promise<FullRun[]> {
    const states = await this.files.list();
    return Promise.all(states.map(async (state) => runOf(await this.facts(state))));
  }

  /** @throws AppError training.full-unknown */
  async status(run: string): Promise<FullRunDetail> {
    return detailOf(await this.facts(await this.files.read(run)));
  }

  /** The end of the log, and what was said where events belong. @throws AppError training.full-unknown */
  async log(run: string) {
    const state = await this.files.read(run);
    const { log: file } = this.files.placesOf(run);
    const { garbage, garbageLines } = await this.toldOf(state);
    const lines = await lastLines(file, LOG_SHOWN);
    return { file, lines, garbage: { count: garbage, lines: garbageLines } };
  }

  /** Has the trainer save and end; what it has kept, a later `resume` goes on from. @throws AppError training.full-unknown */
  async cancel(run: string): Promise<FullRun> {
    const state = await this.files.read(run);
    const job = this.deps.jobs.latest(FULL_TRAINING, run);
    if (job) this.deps.jobs.cancel(job.jobId);
    return runOf(await this.facts(state));
  }

  /** @throws AppError training.full-unknown */
  async resume(run: string): Promise<FullRun> {
    const state = await this.files.read(run);
    const job = this.deps.jobs.latest(FULL_TRAINING, run);
    if (job && job.status !== 'done') this.deps.jobs.resume(job.jobId);
    else this.deps.jobs.enqueue(FULL_TRAINING, { run }, run);
    return runOf(await this.facts(state));
  }

  private newState(
    about: Pick<RunState, 'run' | 'identity' | 'request' | 'base'>,
    { id, snapshot }: { readonly id: string; readonly snapshot: Snapshot },
  ): RunState {
    const { outputDir } = this.deps.settings.get();
    const { auditHead, settings } = snapshot;
    return {
      format: 'plumbline-full-run',
      version: 1,
      ...about,
      createdAt: new Date(this.deps.clock.now()).toISOString(),
      snapshot: { id, auditHead, settings: { ...settings, languages: [...settings.languages] } },
      outputDir: outputDir
        ? join(outputDir, `plumbline-${about.run}`)
        : join(this.files.placesOf(about.run).dir, 'output'),
      command: null,
      data: null,
      attempts: [],
      pack: null,
      isRegistered: false,
    };
  }

  private async assertEnough(request: FullTrainingRequest): Promise<void> {
    const { boxes } = await this.data(request);
    if (boxes.train < LEAST_BOXES)
      throw new AppError('training.too-few-decisions', { found: boxes.train, needed: LEAST_BOXES });
    // The published loaders cannot do with an empty list.
    if (this.deps.settings.get().preset === 'published' && boxes.val < 1)
      throw new AppError('training.no-validation', { found: boxes.val, needed: 1 });
  }

  private async facts(state: RunState) {
    return {
      state,
      job: this.deps.jobs.latest(FULL_TRAINING, state.run),
      live: this.live.get(state.run) ?? null,
      told: await this.toldOf(state),
      logFile: this.files.placesOf(state.run).log,
    };
  }

  private async toldOf(state: RunState): Promise<Told> {
    const live = this.live.get(state.run)?.told;
    if (live) return live;
    const places = this.files.placesOf(state.run);
    const stamp = await stampOf(state, places);
    const known = this.told.get(state.run);
    if (known?.stamp === stamp) return known.told;
    const told = await toldByFiles(state, places);
    this.told.set(state.run, { stamp, told });
    return told;
  }

  /** As it would be run, for people to see; empty where something has to be set first. */
  private exampleCommand(base: string): string[] {
    const at = (name: string): string => join(this.deps.store.dir, 'training', 'full', '…', name);
    const pack = { name: 'tuned', licence: '', source: '' };
    const places = {
      run: at(''),
      config: at('train.json'),
      data: at('data'),
      output: at('output'),
      out: at('output.jsonl'),
      log: at('trainer.log'),
    };
    try {
      return [...commandFor({ ...places, base, pack }, installationOf(this.deps)).argv];
    } catch (error) {
      if (error instanceof AppError) return [];
      throw error;
    }
  }
}
