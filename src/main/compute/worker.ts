import { AppError } from '../../shared/contract/app-error.ts';
import type { Device } from './device.ts';
import { type ComputeReply, type ComputeRequest, ComputeRequestSchema, TASKS } from './protocol.ts';
import { isOutOfMemory } from './runtime-errors.ts';
import { openGraph } from './session.ts';
import type { Kept, Task, TaskContext } from './task.ts';
import { HANDLERS } from './tasks/index.ts';

type RunRequest = Extract<ComputeRequest, { type: 'run' }>;

/** Works on one request at a time and answers each with exactly one result, error or cancelled. */
export class Worker {
  private readonly send: (reply: ComputeReply) => void;
  private running: { readonly id: number; readonly abort: AbortController } | undefined;
  private kept: { readonly key: string; readonly value: Kept } | undefined;

  constructor(send: (reply: ComputeReply) => void) {
    this.send = send;
  }

  /** @throws when the application sends something else than a request: a bug, and the end of this process */
  async receive(message: unknown): Promise<void> {
    const request = ComputeRequestSchema.parse(message);
    if (request.type === 'run') return this.run(request);
    if (this.running?.id === request.id) this.running.abort.abort();
  }

  private async run(request: RunRequest): Promise<void> {
    const { id, task } = request;
    const abort = new AbortController();
    this.running = { id, abort };
    try {
      const input = TASKS[task].input.parse(request.input);
      // Names and handlers are paired by the type of HANDLERS; a union of functions has no argument that fits all of them.
      const handle = (await HANDLERS[task]()) as Task<unknown, unknown, unknown>;
      this.send({ type: 'result', id, result: await handle(input, this.contextFor(request, abort.signal)) });
    } catch (error) {
      this.send(abort.signal.aborted ? { type: 'cancelled', id } : failure(error, request));
    } finally {
      this.running = undefined;
    }
  }

  private contextFor({ id, device }: RunRequest, signal: AbortSignal): TaskContext<unknown> {
    return {
      signal,
      device,
      progress: (progress) => this.send({ type: 'progress', id, progress }),
      part: (part) => this.send({ type: 'part', id, part }),
      openGraph: (model) => openGraph(model, device),
      keep: (key, open) => this.keep(`${device.provider} ${device.threads} ${key}`, open),
    };
  }

  private async keep<T extends Kept>(key: string, open: () => Promise<T>): Promise<T> {
    if (this.kept?.key !== key) {
      const old = this.kept;
      this.kept = undefined;
      await old?.value.release();
      this.kept = { key, value: await open() };
    }
    // The same key comes from the same caller, who opened it as a T.
    return this.kept.value as T;
  }
}

function failure(error: unknown, { id, device }: { id: number; device: Device }): ComputeReply {
  if (error instanceof AppError) return { type: 'error', id, code: error.code, params: error.params };
  if (isOutOfMemory(error))
    return { type: 'error', id, code: 'compute.out-of-memory', params: { provider: device.provider } };
  return { type: 'bug', id, stack: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
