import { availableParallelism } from 'node:os';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { AppEvent } from '../../../shared/contract/jobs.ts';
import {
  type DrawnReport,
  type TrainRequest,
  TrainRequestSchema,
  type TrainedHead,
  type TrainingRun,
  type TrainingSettings,
} from '../../../shared/contract/training.ts';
import type { Snapshot } from '../../../shared/domain/curation/snapshot.ts';
import { LEAST_BOXES } from '../../../shared/domain/training/enough.ts';
import type { Device, TaskInput, TaskResult } from '../../compute/protocol.ts';
import type { JobContext, Jobs } from '../../jobs/index.ts';
import type { Clock } from '../../ports/index.ts';
import { canonicalJson } from '../../store/canonical-json.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { ComputeService } from '../compute/index.ts';
import { type ModelsService, nameOf } from '../models/index.ts';
import type { SnapshotsService } from '../snapshots/index.ts';
import { type Candidate, CandidateFiles, WEIGHTS_FILE } from './candidate-files.ts';
import { type Encoder, encoderPacks, findEncoder } from './encoder.ts';
import { FeatureCache } from './features.ts';
import { type Lesson, type Lessons, boxesOf, lessonsOf } from './lessons.ts';
import { identityOf, lineageOf } from './lineage.ts';
import { type Asked, type PredictWork, type Prediction, predict, withFeaturesAnew } from './predict.ts';
import { ReportLog } from './report-log.ts';
import { Held, headView, runView } from './run-view.ts';

export { type Candidate, HEAD_FILE, type Lineage, LineageSchema } from './candidate-files.ts';
export { type Encoder, findEncoder } from './encoder.ts';
export { FeatureCache } from './features.ts';
export type { Asked, PredictWork, Prediction } from './predict.ts';

export const TRAIN_HEAD = 'training.head';

export type { TrainRequest };

export interface TrainWork {
  readonly signal: AbortSignal;
  readonly onProgress?: JobContext['progress'];
  /** After each run of steps. */
  readonly onReport?: (report: DrawnReport) => void;
  /** Gives way to a reviewer: one thread at the lowest priority. */
  readonly isBackground: boolean;
  /** Does not take up a checkpoint; a head that is finished stays, because others may stand on it. */
  readonly isFresh?: boolean | undefined;
}

export interface TrainingDeps {
  readonly store: ProjectStore;
  readonly jobs: Jobs;
  readonly snapshots: Pick<SnapshotsService, 'open' | 'missingImages'>;
  readonly models: Pick<ModelsService, 'list' | 'resolve'>;
  readonly compute: Pick<ComputeService, 'run'>;
  readonly clock: Clock;
  /** Version of the program, for lineages. */
  readonly version: string;
  /** Hears when there is something new that `run` tells. */
  readonly publish?: (event: AppEvent) => void;
}

type Listed = TaskInput<'train-head'>['train'];

/** Trains heads on snapshots. What comes out are candidates: nothing is promoted here. */
export class TrainingService {
  private readonly deps: TrainingDeps;
  private readonly files: CandidateFiles;
  private readonly features: FeatureCache;
  private readonly reports: ReportLog;
  private readonly held: Held;

  constructor(deps: TrainingDeps) {
    this.deps = deps;
    this.files = new CandidateFiles(deps.store.dir);
    this.features = new FeatureCache(deps.store, deps.compute);
    this.reports = new ReportLog(deps.store.dir, () => deps.publish?.({ type: 'training.changed' }));
    this.held = new Held(deps.snapshots);
    deps.jobs.register({
      kind: TRAIN_HEAD,
      input: TrainRequestSchema,
      lane: 'training',
      run: async (request, context) => {
        const { id } = await this.trainHead(request, {
          signal: context.signal,
          onProgress: (progress) => context.progress(progress),
          isBackground: true,
        });
        return { candidate: id };
      },
    });
  }

  /** As a job that gives way to the reviewer, and can be paused and resumed. */
  start(request: TrainRequest): { jobId: string } {
    return { jobId: this.deps.jobs.enqueue(TRAIN_HEAD, request, canonicalJson(request)) };
  }

  /**
   * Trains a head, or takes up where an earlier try was stopped or killed. The same request with the same data gives the same head;
   * where it is there already it is the answer.
   *
   * @throws AppError snapshots.*, training.*, models.*, compute.*, store.*; the signal's reason
   */
  async trainHead(request: TrainRequest, work: TrainWork): Promise<Candidate> {
    const { id, snapshot } = await this.deps.snapshots.open(request.snapshot);
    const parent = request.parent ? await this.files.find(request.parent) : null;
    const encoder = await findEncoder(this.deps.models, request.encoder ?? parent?.lineage.encoder.packId, {
      signal: work.signal,
    });
    const { settings, seed } = request;
    const identity = identityOf({
      snapshot: id,
      encoder: encoder.packId,
      settings,
      seed,
      parent: parent?.id,
    });
    const known = await this.files.ofRun(identity);
    if (known) return known;
    const data = lessonsOf(snapshot);
    await this.check({ id, snapshot }, data);
    const isFresh = work.isFresh ?? false;
    const outDir = await this.files.begin(identity, { isFresh });
    await this.reports.begin(request, { isFresh });
    const run = { identity, outDir, settings, seed, parent: parent && `${parent.dir}/${WEIGHTS_FILE}` };
    const told = {
      ...work,
      onReport: (report: DrawnReport) => {
        this.reports.add(request, report);
        work.onReport?.(report);
      },
    };
    const { outcome, shape } = await this.runTask(run, { encoder, data }, told);
    const made = { createdAt: new Date(this.deps.clock.now()).toISOString(), code: this.deps.version };
    const candidate = await this.files.finish(outDir, {
      ...made,
      ...lineageOf({ id, snapshot, encoder, shape, parent, data }),
      identity,
      seed,
      settings,
      outcome,
    });
    this.deps.store.audit({
      at: candidate.lineage.createdAt,
      actor: 'system',
      action: 'training.head',
      detail: { candidate: candidate.id, snapshot: id, parent: parent?.id ?? null, seed },
    });
    return candidate;
  }

  /** The latest training that was started as a job, as far as it has told. */
  async run(): Promise<TrainingRun | null> {
    const { jobs } = this.deps;
    const job = jobs.list().find(({ kind }) => kind === TRAIN_HEAD);
    if (!job) return null;
    const { jobId } = job;
    const request = TrainRequestSchema.parse(jobs.input(jobId));
    const result = jobs.result(jobId) as { candidate: string } | undefined;
    const about = { jobId, request, candidate: result?.candidate ?? null };
    return runView(about, await this.reports.of(request), await this.held.of(request));
  }

  async heads(): Promise<TrainedHead[]> {
    return (await this.files.list()).map(headView);
  }

  async encoders(): Promise<{ id: string; name: string }[]> {
    return (await encoderPacks(this.deps.models)).map((pack) => ({ id: pack.id, name: nameOf(pack) }));
  }

  /** Resolves when nothing is left to write. */
  close(): Promise<void> {
    return this.reports.close();
  }

  /** Newest first. */
  candidates(): Promise<Candidate[]> {
    return this.files.list();
  }

  /** @throws AppError training.candidate-unknown */
  candidate(reference: string): Promise<Candidate> {
    return this.files.find(reference);
  }

  /**
   * What a head says about slices of the project: for each class that is asked about its presence, box and confidence.
   *
   * @param candidate The head, or the first characters of its id
   * @throws AppError training.*, models.*, compute.*, store.*; the signal's reason
   */
  async predict(
    candidate: Candidate | string,
    slices: readonly Asked[],
    work: PredictWork,
  ): Promise<Prediction[]> {
    const head = typeof candidate === 'string' ? await this.files.find(candidate) : candidate;
    return predict({ ...this.deps, features: this.features }, { candidate: head, slices }, work);
  }

  private async check({ id, snapshot }: { id: string; snapshot: Snapshot }, data: Lessons): Promise<void> {
    const missing = (await this.deps.snapshots.missingImages(snapshot)).length;
    if (missing > 0) throw new AppError('snapshots.images-missing', { snapshot: id.slice(0, 12), missing });
    for (const split of ['train', 'val'] as const) {
      const [found, needed] = [boxesOf(data[split]), LEAST_BOXES[split]];
      if (found < needed)
        throw new AppError(split === 'train' ? 'training.too-few-decisions' : 'training.no-validation', {
          found,
          needed,
        });
    }
  }

  private async runTask(
    run: Pick<TaskInput<'train-head'>, 'identity' | 'outDir' | 'parent' | 'seed'> & {
      settings: TrainingSettings;
    },
    { encoder, data }: { encoder: Encoder; data: Lessons },
    work: TrainWork,
  ): Promise<{ outcome: TaskResult<'train-head'>; shape: { tokens: number; width: number } }> {
    const slices = [...data.train, ...data.val].map(({ slice }) => slice);
    const { signal, isBackground: isNice } = work;
    const attempt = async () => {
      const shape = await this.features.ensure(slices, encoder, {
        signal,
        isNice,
        device: deviceFor(work, Number.POSITIVE_INFINITY),
        onProgress: (done, total, imageId) =>
          work.onProgress?.({ done, total, step: 'encode', params: { imageId } }),
      });
      const input = {
        ...run,
        checkpoint: this.files.checkpoint(run.identity),
        features: shape,
        train: this.listed(data.train, encoder),
        validation: this.listed(data.val, encoder),
        isNice,
      };
      const outcome = await this.deps.compute.run('train-head', input, {
        signal,
        device: deviceFor(work, MOST_THREADS),
        ...(work.onReport && { onPart: work.onReport }),
        onProgress: ({ params, ...progress }) =>
          work.onProgress?.({ ...progress, ...(params && { params }) }),
      });
      return { outcome, shape };
    };
    return withFeaturesAnew(attempt, this.features);
  }

  private listed(taught: readonly Lesson[], encoder: Encoder): Listed {
    return taught.map(({ slice, targets: { facts, known, assumedAbsent } }) => ({
      imageId: slice.imageId,
      file: this.features.fileOf(slice, encoder),
      facts: {
        ...facts,
        languages: [...facts.languages],
        classIds: [...facts.classIds],
        tasks: [...facts.tasks],
      },
      known: [...known],
      assumedAbsent: [...assumedAbsent],
    }));
  }
}

/**
 * The graphs use standard operators only, but training was measured on the processor alone. Two threads give the sums that one
 * gives, to the bit; more add them up in another order, and the same seed would be another head on another machine.
 */
const MOST_THREADS = 2;

const deviceFor = ({ isBackground }: TrainWork, most: number): Device => ({
  provider: 'cpu',
  threads: isBackground ? 1 : Math.min(most, availableParallelism()),
});

export function createTrainingService(deps: TrainingDeps): TrainingService {
  return new TrainingService(deps);
}
