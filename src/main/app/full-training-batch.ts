import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../shared/contract/app-error.ts';
import {
  type Environment,
  type FullRunDetail,
  type FullTrainingRequest,
  FullTrainingRequestSchema,
  RecipeSchema,
  type TrainerSettings,
} from '../../shared/contract/full-training.ts';
import type { Job } from '../../shared/contract/jobs.ts';
import { FULL_TRAINING } from '../services/full-training/index.ts';
import type { SnapshotSummary } from '../services/snapshots/index.ts';
import type { Machine } from './machine.ts';
import type { OpenProjects } from './open-projects.ts';
import type { Session } from './session.ts';
import { snapshotFor } from './training-batch.ts';
import { done } from './wait-for-job.ts';

type Named<T> = { readonly [Name in keyof T]?: T[Name] | undefined };

export interface FullTrainingAsked {
  readonly project: string;
  /** What the command line names is kept for this machine. */
  readonly settings: Named<TrainerSettings>;
}

export interface FullTrainingStart extends FullTrainingAsked {
  /** First characters of its id; made of what stands now where not given. */
  readonly snapshot: string | undefined;
  /** Fields of `train.json`; the rest is the published recipe. */
  readonly recipe: Readonly<Record<string, unknown>>;
  readonly incomplete: FullTrainingRequest['incomplete'];
  /** Leaves the trainer alone as soon as it trains. */
  readonly isDetached: boolean;
  readonly onSnapshot: (snapshot: SnapshotSummary) => void;
  readonly onProgress: (job: Job) => void;
  /** Whenever something was told. */
  readonly onStatus: (status: FullRunDetail) => void;
}

/** Full training by the command line. */
export function createFullTrainingBatch(
  projects: OpenProjects,
  { machine, signal }: { readonly machine: Machine; readonly signal: AbortSignal },
) {
  return {
    /** What is there and what is missing. @throws AppError store.* */
    check: ({
      project,
      settings,
      recipe,
    }: FullTrainingAsked & Pick<FullTrainingStart, 'recipe'>): Promise<Environment> => {
      keep(machine, settings);
      return projects.with(project, { create: false, onProgress: () => undefined }, ({ fullTraining }) =>
        fullTraining.check({ recipe: RecipeSchema.parse(recipe) }, signal),
      );
    },

    /** @throws AppError snapshots.*, training.*, models.*, store.*; ZodError for a recipe that is none */
    train: (asked: FullTrainingStart): Promise<FullRunDetail> => {
      keep(machine, asked.settings);
      const told = coalesced(asked.onStatus);
      const onProgress = (job: Job): void => {
        if (job.kind !== FULL_TRAINING) return;
        asked.onProgress(job);
        told.news();
      };
      return projects.with(asked.project, { create: false, onProgress }, (session) =>
        trainIn(session, asked, { told, signal, base: machine.trainer.get().base }),
      );
    },
  };
}

/** Where nothing was named, a file that could not be read is not replaced by another. */
function keep({ trainer }: Machine, settings: FullTrainingAsked['settings']): void {
  if (Object.values(settings).some((value) => value !== undefined)) trainer.set(settings);
}

interface Work {
  readonly told: ReturnType<typeof coalesced>;
  readonly signal: AbortSignal;
  readonly base: string;
}

async function trainIn(session: Session, asked: FullTrainingStart, work: Work): Promise<FullRunDetail> {
  const { fullTraining, jobs } = session;
  const { base } = work;
  if (base === '') throw new AppError('training.trainer-missing', { what: '--base' });
  const snapshot = await snapshotFor(session, asked.snapshot);
  asked.onSnapshot(snapshot);
  const { recipe, incomplete } = asked;
  const request = FullTrainingRequestSchema.parse({ snapshot: snapshot.id, base, recipe, incomplete });
  const { jobId, run } = await fullTraining.start(request);
  // Paused, so that neither the next command nor the window goes on with it unasked.
  const onEnd = (): void => {
    work.told.drop();
    jobs.pause(jobId);
  };
  work.signal.addEventListener('abort', onEnd, { once: true });
  work.told.from(() => fullTraining.status(run));
  const ends = new AbortController();
  const trains = asked.isDetached ? [untilTraining(session, run, ends.signal)] : [];
  try {
    await Promise.race([...trains, done(session, jobId)]);
  } finally {
    ends.abort();
  }
  await work.told.end();
  return fullTraining.status(run);
}

/** Resolves when the trainer has said its first word, or when nobody waits for it any more. */
async function untilTraining(
  { fullTraining }: Pick<Session, 'fullTraining'>,
  run: string,
  ends: AbortSignal,
): Promise<void> {
  while (!ends.aborted) {
    const { state } = await fullTraining.status(run);
    if (state === 'training' || state === 'exporting') return;
    await delay(200, undefined, { signal: ends }).catch(() => undefined);
  }
}

/**
 * One question at a time, and one more after it where there was news meanwhile. After its end nothing is asked: the project may be closed,
 * and a question that is under way then may find it so.
 */
function coalesced(tell: (status: FullRunDetail) => void) {
  let ask: (() => Promise<FullRunDetail>) | null = null;
  let asking: Promise<void> | null = null;
  let isDue = false;
  const isLive = (): boolean => ask !== null;
  const answer = async (): Promise<FullRunDetail | null> => {
    try {
      return (await ask?.()) ?? null;
    } catch (error) {
      if (isLive()) throw error;
      return null;
    }
  };
  const turn = async (): Promise<void> => {
    while (isDue && isLive()) {
      isDue = false;
      const status = await answer();
      if (status && isLive()) tell(status);
    }
    asking = null;
  };
  return {
    from: (source: () => Promise<FullRunDetail>): void => void (ask = source),
    news: (): void => {
      isDue = true;
      if (ask) asking ??= turn();
    },
    end: async (): Promise<void> => {
      await asking;
      ask = null;
    },
    drop: (): void => void (ask = null),
  };
}
