import type { z } from 'zod';
import { AppError, type ErrorParams } from '../../shared/contract/app-error.ts';
import { asExpected } from '../../shared/contract/system-failure.ts';
import type { Problem } from '../../shared/contract/common.ts';
import type { AppEvent, Job } from '../../shared/contract/jobs.ts';
import type { Clock, Log } from '../ports/index.ts';
import type { JobRecord, JobStore } from '../store/job-store.ts';

/** What a handler may tell about its work while it runs. */
export interface JobContext {
  readonly signal: AbortSignal;
  /** Work units done and in all, and what it does now (i18n key `jobs.steps.<step>`). */
  progress(progress: { done: number; total: number | null; step: string; params?: ErrorParams }): void;
  problem(problem: Problem): void;
}

/** A kind of job. Running the same input twice must end as running it once: an interrupted job starts again. */
export interface JobKind<Input> {
  readonly kind: string;
  readonly input: z.ZodType<Input>;
  run(input: Input, context: JobContext): Promise<unknown>;
}

/** What the runner itself does with a context: writes at once what was told. */
interface Flushing extends JobContext {
  readonly flush: () => void;
}

export interface JobsDeps {
  readonly store: JobStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  readonly publish: (event: AppEvent) => void;
}

/** Progress is written and published at most this often, ms. */
const PROGRESS_INTERVAL_MS = 250;
const MAX_PROBLEMS = 500;

/** A durable queue: rows first, one job at a time. It knows no service; kinds are registered by whoever owns them. */
export class Jobs {
  private readonly deps: JobsDeps;
  private readonly kinds = new Map<string, JobKind<unknown>>();
  private readonly waiting = new Map<string, ((job: Job) => void)[]>();
  private running:
    { readonly jobId: string; readonly abort: AbortController; readonly startedAt: number } | undefined;
  private closing = false;
  private work: Promise<void> = Promise.resolve();

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
    this.wake();
    return jobId;
  }

  /** Rows left running by a program that ended are started again. Call once, after all kinds are registered. */
  resumeInterrupted(): void {
    for (const { jobId } of this.deps.store.markInterrupted()) this.requeue(jobId);
    this.wake();
  }

  /** @throws AppError host.bad-request for an unknown id */
  get(jobId: string): Job {
    return this.toJob(this.record(jobId));
  }

  list(): Job[] {
    return this.deps.store.list().map((record) => this.toJob(record));
  }

  cancel(jobId: string): Job {
    const { status } = this.record(jobId);
    if (this.running?.jobId === jobId) this.running.abort.abort();
    else if (status === 'queued' || status === 'interrupted' || status === 'paused')
      this.finish(jobId, { status: 'cancelled' });
    return this.get(jobId);
  }

  /** Starts a stopped or failed job again; it takes up where it was, because its kind is repeatable. */
  resume(jobId: string): Job {
    const { status } = this.record(jobId);
    if (status === 'cancelled' || status === 'failed' || status === 'interrupted' || status === 'paused')
      this.requeue(jobId);
    return this.get(jobId);
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

  /** Stops the running job (its row stays 'running', so it is taken up at the next start) and starts no other. */
  async close(): Promise<void> {
    this.closing = true;
    this.running?.abort.abort();
    await this.work;
  }

  private requeue(jobId: string): void {
    this.deps.store.update(jobId, { status: 'queued', error: null });
    this.announce(jobId);
    this.wake();
  }

  private wake(): void {
    this.work = this.work.then(() => this.runNext());
  }

  private async runNext(): Promise<void> {
    const record = this.closing ? undefined : this.deps.store.nextQueued();
    const kind = record && this.kinds.get(record.kind);
    if (!record || !kind) return;
    const abort = new AbortController();
    this.running = { jobId: record.jobId, abort, startedAt: this.deps.clock.monotonic() };
    const context = this.contextFor(record.jobId, abort.signal);
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
      this.running = undefined;
    }
  }

  private settleFailure(jobId: string, thrown: unknown, { signal, flush }: Flushing): void {
    if (signal.aborted && this.closing) return;
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
      flush();
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

  private contextFor(jobId: string, signal: AbortSignal): Flushing {
    const problems: Problem[] = [];
    let change: Parameters<JobStore['update']>[1] = {};
    let lastWrite = Number.NEGATIVE_INFINITY;
    const flush = (): void => {
      this.deps.store.update(jobId, { ...change, problems: JSON.stringify(problems.slice(0, MAX_PROBLEMS)) });
      lastWrite = this.deps.clock.monotonic();
      this.announce(jobId);
    };
    const flushIfDue = (): void => {
      if (this.deps.clock.monotonic() - lastWrite >= PROGRESS_INTERVAL_MS) flush();
    };
    return {
      signal,
      flush,
      progress: ({ done, total, step, params }) => {
        change = { done, total, step, params: JSON.stringify(params ?? {}) };
        flushIfDue();
      },
      problem: (problem) => {
        problems.push(problem);
        flushIfDue();
      },
    };
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
    const { jobId, kind, status, done, total, step, createdAt } = record;
    return {
      jobId,
      kind,
      status,
      done,
      total,
      step,
      createdAt,
      params: JSON.parse(record.params) as Job['params'],
      secondsLeft: this.secondsLeft(record),
      error: record.error === null ? null : (JSON.parse(record.error) as Job['error']),
      problems: JSON.parse(record.problems) as Problem[],
    };
  }

  /** By the pace so far: good enough for work whose units are alike. */
  private secondsLeft({ jobId, done, total }: JobRecord): number | null {
    if (this.running?.jobId !== jobId || total === null || done === 0) return null;
    const elapsedMs = this.deps.clock.monotonic() - this.running.startedAt;
    return Math.round(((elapsedMs / done) * (total - done)) / 1000);
  }
}
