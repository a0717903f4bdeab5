import type { ErrorParams } from '../../shared/contract/app-error.ts';
import type { Graph } from './graph.ts';
import type { Device } from './protocol.ts';

/** Something that stays loaded between requests and is given back when another is needed or the process ends. */
export interface Kept {
  release(): Promise<void>;
}

/** What the compute process offers to a task while it works on one request. */
export interface TaskContext<Part = never> {
  /** Aborted when the job was cancelled: check it before each step that takes long (`signal.throwIfAborted()`). */
  readonly signal: AbortSignal;
  readonly device: Device;
  /** Work units done and in all, and what is done now (i18n key `jobs.steps.<step>`). Also the sign that the task is alive. */
  progress(progress: { done: number; total: number | null; step: string; params?: ErrorParams }): void;
  /** Part of the answer ahead of the whole: tokens as they are written, a finished slice. */
  part(part: Part): void;
  /**
   * Opens a graph of a checked pack by its path, or one that was written here, on the request's device. Whoever opens it
   * releases it.
   *
   * @throws AppError compute.model-refused, compute.out-of-memory, compute.provider-unusable
   */
  openGraph(model: string | Uint8Array): Promise<Graph>;
  /**
   * The one thing that this process keeps loaded between requests, opened anew where `key` (the pack, its number type) or the
   * device is another than last time. Do not release it: that happens when another takes its place.
   */
  keep<T extends Kept>(key: string, open: () => Promise<T>): Promise<T>;
}

/** A task: one file under `tasks/`, its schemas in `<name>-schema.ts` beside it. Input is parsed before it gets here. */
export type Task<Input, Result, Part = never> = (input: Input, context: TaskContext<Part>) => Promise<Result>;
