import type { z } from 'zod';
import { AppError } from '../../shared/contract/app-error.ts';
import { asExpected } from '../../shared/contract/system-failure.ts';
import type { AppEvent, Job } from '../../shared/contract/jobs.ts';
import type { Clock, Log } from '../ports/index.ts';
import type { JobRecord, JobStore } from '../store/job-store.ts';
import { type JobContext, PROGRAM_ENDS, RunContext, isProgramEnding } from './context.ts';
import { type Lane, Lanes } from './lanes.ts';
import { viewOf } from './view.ts';

export { type JobContext, isProgramEnding } from './context.ts';
export type { Lane } from './lanes.ts';
export { Tolerance } from './tolerance.ts';

/** A kind of job. Running the same input twice must end as running it once: an interrupted job starts again. */
export interface JobKind<Input> {
  readonly kind: string;
  readonly input: z.ZodType<Input>;
  /** Of all jobs in a lane, one runs at a time. */
  readonly lane: Lane;
  run(input: Input, context: JobContext): Promise<unknown>;
}

export interface JobsDeps {
  readonly store: JobStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  readonly publish: (event: AppEvent) => void;
}

interface Running {
  readonly abort: AbortController;
  /** By the monotonic clock, ms. */
  readonly startedAt: number;
  /** Whether it is stopped for a while and not for good. */
  isPausing: boolean;
  /** As its handler tells it; undefined where it does not. */
  secondsLeft: number | null | undefined;
}

/** A durable queue: rows first, one job at a time in each lane. It knows no service; kinds are registered by whoever owns them. */
export class Jobs {
  private readonly deps: JobsDeps;
  private readonly kinds = new Map<string, JobKind<unknown>>();
  private readonly waiting = new Map<string, ((job: Job) => void)[]>();
  private readonly running = new Map<string, Running>();
  private readonly lanes = new Lanes();
  private closing = false;

  constructor(deps: JobsDeps) {
    this.deps = deps;
  }

  register<Input>(kind: JobKind<Input>): void {
    this.kinds.set(kind.kind, kind);
  }

  /** Puts a job into the queue; while one of the kind with the same key is unfinished, that one is meant. */
  enqueue(kind: string, input: unknown, key: string): string {
    const known = this.deps.store.unfinished(kind, key);
    if (known) {
      if (known.status !== 'running' && known.status !== 'queued') this.requeue(known.jobId);
      return known.jobId;
    }
    const jobId = this.deps.newId();
    this.deps.store.insert({
      jobId,
      kind,
      key,
      input: JSON.stringify(input),
      createdAt: new Date(this.deps.clock.now()).toISOString(),
    });
    this.announce(jobId);
    this.wake(kind);
    return jobId;
  }

  /** Rows left running by a program that ended are started again. Call once, after all kinds are registered. */
  resumeInterrupted(): void {
    for (const { jobId } of this.deps.store.markInterrupted()) this.requeue(jobId);
    // Those that were waiting when the program ended wait still.
    for (const { kind } of this.deps.store.queued()) this.wake(kind);
  }

  /** @throws AppError host.bad-request for an unknown id */
  get(jobId: string): Job {
    return this.toJob(this.record(jobId));
  }

  /** The newest job of a kind with a key. */
  latest(kind: string, key: string): Job | undefined {
    const record = this.deps.store.latest(kind, key);
    return record && this.toJob(record);
  }

  list(): Job[] {
    return this.deps.store.list().map((record) => this.toJob(record));
  }

  cancel(jobId: string): Job {
    const { status } = this.record(jobId);
    const running = this.running.get(jobId);
    if (running) running.abort.abort();
    else if (status === 'queued' || status === 'interrupted' || status === 'paused')
      this.finish(jobId, { status: 'cancelled' });
    return this.get(jobId);
  }

  /** Stops a job until somebody resumes it; what its kind has kept so far, it goes on from. */
  pause(jobId: string): Job {
    const { status } = this.record(jobId);
    const running = this.running.get(jobId);
    if (running) {
      running.isPausing = true;
      running.abort.abort();
    } else if (status === 'queued' || status === 'interrupted') {
      this.deps.store.update(jobId, { status: 'paused' });
      this.announce(jobId);
    }
    return this.get(jobId);
  }

  /** Starts a stopped or failed job again; it takes up where it was, because its kind is repeatable. */
  resume(jobId: string): Job {
    const { status } = this.record(jobId);
    if (status === 'cancelled' || status === 'failed' || status === 'interrupted' || status === 'paused')
      this.requeue(jobId);
    return this.get(jobId);
  }

  /** What a job was asked to do, as its kind's schema parses it. */
  input(jobId: string): unknown {
    return JSON.parse(this.record(jobId).input) as unknown;
  }

  /** Result of a finished job, as its handler returned it. */
  result(jobId: string): unknown {
    const { result } = this.record(jobId);
    return result === null ? undefined : (JSON.parse(result) as unknown);
  }

  /** Resolves when the job is done, failed or cancelled. */
  finished(jobId: string): Promise<Job> {
    const job = this.get(jobId);
    if (job.status === 'done' || job.status === 'failed' || job.status === 'cancelled')
      return Promise.resolve(job);
    return new Promise((resolve) => this.waiting.set(jobId, [...(this.waiting.get(jobId) ?? []), resolve]));
  }

  /** Stops the running jobs (their rows stay 'running', so they are taken up at the next start) and starts no other. */
  async close(): Promise<void> {
    this.closing = true;
    for (const { abort } of this.running.values()) abort.abort(PROGRAM_ENDS);
    await this.lanes.ended();
  }

  private requeue(jobId: string): void {
    this.deps.store.update(jobId, { status: 'queued', error: null });
    const { kind } = this.announce(jobId);
    this.wake(kind);
  }

  /** One turn in its lane for each job that waits. A kind that nobody registered waits for a program that knows it. */
  private wake(kind: string): void {
    const lane = this.kinds.get(kind)?.lane;
    if (lane) void this.lanes.take(lane, () => this.runNext(lane));
  }

  private async runNext(lane: Lane): Promise<void> {
    const own = [...this.kinds.values()].filter((kind) => kind.lane === lane);
    const record = this.closing ? undefined : this.deps.store.nextQueued(own.map(({ kind }) => kind));
    if (record) await this.runJob(record, this.kinds.get(record.kind)!);
  }

  private async runJob(record: JobRecord, kind: JobKind<unknown>): Promise<void> {
    const abort = new AbortController();
    const startedAt = this.deps.clock.monotonic();
    this.running.set(record.jobId, { abort, startedAt, isPausing: false, secondsLeft: undefined });
    const context = this.contextFor(record.jobId, kind.lane, abort.signal);
    try {
      this.deps.store.update(record.jobId, {
        status: 'running',
        attempt: record.attempt + 1,
        problems: '[]',
        done: 0,
      });
      this.announce(record.jobId);
      const input = kind.input.parse(JSON.parse(record.input));
      const result = await kind.run(input, context);
      context.flush();
      this.finish(record.jobId, { status: 'done', result: JSON.stringify(result ?? null) });
    } catch (error) {
      this.settleFailure(record.jobId, error, context);
    } finally {
      context.forget();
      this.running.delete(record.jobId);
    }
  }

  private settleFailure(jobId: string, thrown: unknown, context: RunContext): void {
    const { signal } = context;
    // What somebody stopped before the program was told to end stays stopped.
    if (isProgramEnding(signal)) return;
    if (signal.aborted && this.running.get(jobId)?.isPausing) {
      context.flush();
      this.deps.store.update(jobId, { status: 'paused' });
      this.announce(jobId);
      return;
    }
    const error = asExpected(thrown, '?');
    const isExpected = error instanceof AppError;
    if (!isExpected && !signal.aborted)
      this.deps.log.error('job failed', {
        jobId,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    const wire = isExpected ? { code: error.code, params: error.params } : { code: 'internal', params: {} };
    const change = signal.aborted
      ? { status: 'cancelled' as const }
      : { status: 'failed' as const, error: JSON.stringify(wire) };
    try {
      context.flush();
      this.finish(jobId, change);
    } catch (refusal) {
      // The disk takes nothing any more. The row keeps saying 'running' and is taken up at the next start; who waits is told now.
      this.deps.log.error('job result not written', { jobId, error: String(refusal) });
      this.tell({ ...this.get(jobId), status: change.status, error: signal.aborted ? null : wire });
    }
  }

  private finish(jobId: string, change: Parameters<JobStore['update']>[1]): void {
    this.deps.store.update(jobId, change);
    this.tell(this.get(jobId));
  }

  private tell(job: Job): void {
    this.deps.publish({ type: 'jobs.changed', job });
    for (const resolve of this.waiting.get(job.jobId) ?? []) resolve(job);
    this.waiting.delete(job.jobId);
  }

  private contextFor(jobId: string, own: Lane, signal: AbortSignal): RunContext {
    const { store, clock } = this.deps;
    return new RunContext({
      signal,
      clock,
      write: (change) => {
        store.update(jobId, change);
        this.announce(jobId);
      },
      estimate: (secondsLeft) => {
        const running = this.running.get(jobId);
        if (running) running.secondsLeft = secondsLeft;
      },
      inLane: (lane, work) => this.lanes.take(lane, work, { from: own, signal }),
    });
  }

  private record(jobId: string): JobRecord {
    const record = this.deps.store.get(jobId);
    if (!record) throw new AppError('host.bad-request', { jobId });
    return record;
  }

  private announce(jobId: string): Job {
    const job = this.get(jobId);
    this.deps.publish({ type: 'jobs.changed', job });
    return job;
  }

  private toJob(record: JobRecord): Job {
    return viewOf(record, this.secondsLeft(record));
  }

  /** As the handler says, or by the pace so far: good enough for work whose units are alike. */
  private secondsLeft({ jobId, done, total }: JobRecord): number | null {
    const running = this.running.get(jobId);
    if (running?.secondsLeft !== undefined) return running.secondsLeft;
    if (!running || total === null || done === 0) return null;
    const elapsedMs = this.deps.clock.monotonic() - running.startedAt;
    return Math.round(((elapsedMs / done) * (total - done)) / 1000);
  }
}
