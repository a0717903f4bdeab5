import type { Job } from '../../shared/contract/jobs.ts';
import { SNAPSHOT_DEFAULTS } from '../../shared/contract/snapshots.ts';
import {
  TRAINING_DEFAULTS,
  type TrainingReport,
  type TrainingSettings,
} from '../../shared/contract/training.ts';
import type { SamplingSettings } from '../../shared/domain/training/sampling.ts';
import type { Clock } from '../ports/index.ts';
import type { SnapshotSummary } from '../services/snapshots/index.ts';
import { type Candidate, TRAIN_HEAD } from '../services/training/index.ts';
import type { OpenProjects } from './open-projects.ts';
import { paceSince } from './pace.ts';
import type { Session } from './session.ts';

type Progress = Pick<Job, 'kind' | 'done' | 'total' | 'secondsLeft' | 'status'>;
type Change = { readonly [Name in keyof TrainingSettings]?: TrainingSettings[Name] | undefined };

export interface TrainHeadRequest {
  readonly project: string;
  /** First characters of its id; made of what stands now where not given. */
  readonly snapshot: string | undefined;
  readonly seed: number;
  /** What is not named is as in `TRAINING_DEFAULTS`. */
  readonly settings: Omit<Change, 'sampling'> & { readonly mode?: SamplingSettings['mode'] | undefined };
  /** Head to start from, by the first characters of its id, or `champion`: the present one, where there is one. */
  readonly parent: string | undefined;
  readonly encoder: string | undefined;
  /** Gives way to whatever else runs on the machine. */
  readonly isBackground: boolean;
  /** Begins anew where a checkpoint of the same run is there. */
  readonly isFresh: boolean;
  readonly onSnapshot: (snapshot: SnapshotSummary) => void;
  /** The head that training starts from; null where it starts from nothing. */
  readonly onParent: (parent: string | null) => void;
  readonly onProgress: (progress: Progress) => void;
  /** @param secondsLeft At the pace since the first report, for all steps; null at first */
  readonly onReport: (report: TrainingReport, secondsLeft: number | null) => void;
}

export interface TrainedHead {
  readonly candidate: Candidate;
  /** False where the same request had been trained before. */
  readonly isNew: boolean;
}

/** Heads trained by the command line. */
export function createTrainingBatch(projects: OpenProjects, { clock, signal }: TrainingBatchDeps) {
  const atWork = new Set<Promise<unknown>>();
  return {
    /** @throws AppError snapshots.*, training.*, models.*, compute.*, store.*; the signal's reason, after a checkpoint */
    head: (request: TrainHeadRequest): Promise<TrainedHead> =>
      projects.with(request.project, { create: false, onProgress: () => undefined }, (session) => {
        const work = trainIn(session, request, { clock, signal });
        atWork.add(work);
        return work;
      }),

    /** Resolves when nothing is trained any more, so that a checkpoint is whole before its process ends. */
    ended: async (): Promise<void> => {
      await Promise.allSettled(atWork);
    },
  };
}

interface TrainingBatchDeps {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

async function trainIn(
  session: Session,
  request: TrainHeadRequest,
  { clock, signal }: TrainingBatchDeps,
): Promise<TrainedHead> {
  const begun = clock.now();
  const { seed, encoder, isBackground, isFresh, onSnapshot, onParent, onReport } = request;
  const snapshot = await snapshotFor(session, request.snapshot);
  onSnapshot(snapshot);
  const parent = await parentFor(session, request.parent);
  onParent(parent);
  const left = paceFrom(clock);
  const settings = settingsOf(request.settings);
  const candidate = await session.training.trainHead(
    { snapshot: snapshot.id, settings, seed, parent, encoder },
    {
      signal,
      isBackground,
      isFresh,
      onProgress: progressTo(request.onProgress, clock),
      onReport: (report) => onReport(report, left(report.step, settings.steps)),
    },
  );
  return { candidate, isNew: Date.parse(candidate.lineage.createdAt) >= begun };
}

async function parentFor(
  { registry, training }: Pick<Session, 'registry' | 'training'>,
  reference: string | undefined,
): Promise<string | null> {
  if (reference === undefined) return null;
  const head = reference === 'champion' ? await registry.championHead() : await training.candidate(reference);
  return head?.id ?? null;
}

/** The one that was named; otherwise one of what stands now, made as the newest one was. */
export async function snapshotFor(
  { snapshots }: Pick<Session, 'snapshots'>,
  reference: string | undefined,
): Promise<SnapshotSummary> {
  if (reference !== undefined) return snapshots.show(reference);
  const [newest] = await snapshots.list();
  const settings = newest?.settings ?? SNAPSHOT_DEFAULTS;
  return snapshots.create({ settings, named: await snapshots.namesForFirst(settings) });
}

function settingsOf({ mode, ...change }: TrainHeadRequest['settings']): TrainingSettings {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const { sampling } = TRAINING_DEFAULTS;
  return { ...TRAINING_DEFAULTS, ...given, sampling: { ...sampling, mode: mode ?? sampling.mode } };
}

/** Each of the parts of a training (features, reading, steps) has a pace of its own. */
function progressTo(onProgress: TrainHeadRequest['onProgress'], clock: Clock) {
  let [part, pace] = ['', paceSince(clock)];
  return ({ done, total, step }: { done: number; total: number | null; step: string }): void => {
    if (step !== part) [part, pace] = [step, paceSince(clock)];
    onProgress({ kind: TRAIN_HEAD, done, total, secondsLeft: pace(done, total), status: 'running' });
  };
}

/** A run that is taken up goes on in the middle, so that the pace counts from its first report. */
function paceFrom(clock: Clock): (step: number, total: number) => number | null {
  let first: { readonly step: number; readonly left: ReturnType<typeof paceSince> } | undefined;
  return (step, total) => {
    first ??= { step, left: paceSince(clock) };
    return first.left(step - first.step, total - first.step);
  };
}
