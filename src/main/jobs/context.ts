import type { ErrorParams } from '../../shared/contract/app-error.ts';
import type { Problem } from '../../shared/contract/common.ts';
import type { Clock } from '../ports/index.ts';
import type { JobStore } from '../store/job-store.ts';
import type { Lane } from './lanes.ts';

/** Why a job is stopped that is to be taken up when the program starts again. */
export const PROGRAM_ENDS = new DOMException('The program ends', 'AbortError');

/** Whether a job is stopped because the program ends, and not because somebody wants it to stop. */
export const isProgramEnding = ({ reason }: AbortSignal): boolean => reason === PROGRAM_ENDS;

/** What a handler may tell about its work while it runs. */
export interface JobContext {
  readonly signal: AbortSignal;
  /**
   * Work units done and in all, and what it does now (i18n key `jobs.steps.<step>`); how long the rest will take where the handler knows
   * better than by the pace so far, null where that is unknown.
   */
  progress(progress: {
    done: number;
    total: number | null;
    step: string;
    params?: ErrorParams;
    secondsLeft?: number | null;
  }): void;
  problem(problem: Problem): void;
  /**
   * Does a part of the work in another lane, when its turn comes there: what must not happen beside that lane's own jobs.
   *
   * @param lane A later one than the job's own, and than one that it is in already.
   */
  inLane<T>(lane: Lane, work: () => Promise<T>): Promise<T>;
}

type Change = Parameters<JobStore['update']>[1];

/** Progress is written and published at most this often, ms. */
const PROGRESS_INTERVAL_MS = 250;
const MAX_PROBLEMS = 500;

export interface RunContextDeps {
  readonly signal: AbortSignal;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly write: (change: Change) => void;
  /** Told with each progress; undefined where the pace so far says it. */
  readonly estimate: (secondsLeft: number | null | undefined) => void;
  readonly inLane: JobContext['inLane'];
}

/** The context of one run of one job: gathers what is told, and writes it now and then. */
export class RunContext implements JobContext {
  readonly signal: AbortSignal;
  readonly inLane: JobContext['inLane'];
  private readonly deps: RunContextDeps;
  private readonly problems: Problem[] = [];
  private change: Change = {};
  private lastWrite = Number.NEGATIVE_INFINITY;
  private later: NodeJS.Timeout | undefined;

  constructor(deps: RunContextDeps) {
    this.deps = deps;
    this.signal = deps.signal;
    this.inLane = deps.inLane;
  }

  readonly progress: JobContext['progress'] = ({ done, total, step, params, secondsLeft }) => {
    this.deps.estimate(secondsLeft);
    this.change = { done, total, step, params: JSON.stringify(params ?? {}) };
    this.flushIfDue();
  };

  readonly problem: JobContext['problem'] = (problem) => {
    this.problems.push(problem);
    this.flushIfDue();
  };

  /** Writes what was told, however long ago the last time was. */
  flush(): void {
    this.forget();
    this.deps.write({ ...this.change, problems: JSON.stringify(this.problems.slice(0, MAX_PROBLEMS)) });
    this.lastWrite = this.deps.clock.monotonic();
  }

  /** Writes nothing any more of what was told; for the end of a run. */
  forget(): void {
    clearTimeout(this.later);
    this.later = undefined;
  }

  /** What comes too soon is written when its time has come: the next may be long in coming. */
  private flushIfDue(): void {
    const wait = PROGRESS_INTERVAL_MS - (this.deps.clock.monotonic() - this.lastWrite);
    if (wait <= 0) this.flush();
    else this.later ??= setTimeout(() => this.flushQuietly(), wait).unref();
  }

  /** A disk that takes no progress takes no result either, and then the job says so. */
  private flushQuietly(): void {
    try {
      this.flush();
    } catch {
      this.lastWrite = this.deps.clock.monotonic();
    }
  }
}
