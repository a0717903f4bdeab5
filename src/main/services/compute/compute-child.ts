import { constants } from 'node:os';
import { AppError } from '../../../shared/contract/app-error.ts';
import {
  type ComputeProgress,
  type ComputeReply,
  ComputeReplySchema,
  type ComputeRequest,
} from '../../compute/protocol.ts';
import type { Child } from '../../ports/index.ts';

/** How long a cancelled task may take to stop by itself, ms, unless it says otherwise; after that its process is ended. */
const GRACE_MS = 5_000;

export interface Conversation {
  /** Longest silence before the process counts as hung, ms. */
  readonly quietLimitMs: number;
  /** Instead of the usual time for stopping. */
  readonly graceMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ComputeProgress) => void) | undefined;
  readonly onPart?: ((part: unknown) => void) | undefined;
}

type RunRequest = Omit<Extract<ComputeRequest, { type: 'run' }>, 'type' | 'id'>;

interface Open extends Conversation {
  readonly id: number;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** A compute process and the one request that it works on. */
export class ComputeChild {
  private readonly child: Child;
  private readonly onEnd: (failure: AppError | undefined) => void;
  private open: Open | undefined;
  private quiet: NodeJS.Timeout | undefined;
  private grace: NodeJS.Timeout | undefined;
  private lastId = 0;
  private alive = true;

  /** @param onEnd Called once; with the failure, unless the process was ended because nobody needed it any more. */
  constructor(child: Child, onEnd: (failure: AppError | undefined) => void) {
    this.child = child;
    this.onEnd = onEnd;
    child.onMessage((message) => this.receive(message));
    child.onExit((code, signal) => this.end(exitFailure(code, signal)));
  }

  /** Whether another request makes sense. */
  get isAlive(): boolean {
    return this.alive;
  }

  /**
   * @returns the task's result, not yet parsed
   * @throws AppError compute.*, models.*; the signal's reason when cancelled; Error with the child's stack for a bug in it
   */
  async ask(request: RunRequest, conversation: Conversation): Promise<unknown> {
    const { signal } = conversation;
    this.lastId += 1;
    const id = this.lastId;
    const onAbort = (): void => this.cancel(id);
    try {
      return await new Promise<unknown>((resolve, reject) => {
        this.open = { ...conversation, id, resolve, reject };
        this.expectLife();
        signal?.addEventListener('abort', onAbort, { once: true });
        this.child.send({ type: 'run', id, ...request } satisfies ComputeRequest);
      });
    } finally {
      signal?.removeEventListener('abort', onAbort);
      clearTimeout(this.quiet);
      clearTimeout(this.grace);
      this.open = undefined;
    }
  }

  /** Ends the process; a request in work fails with the reason. */
  end(reason: unknown): void {
    if (!this.alive) return;
    this.alive = false;
    this.child.kill();
    this.onEnd(reason instanceof AppError ? reason : undefined);
    const { open } = this;
    open?.reject(open.signal?.aborted ? open.signal.reason : reason);
  }

  private receive(message: unknown): void {
    const { open } = this;
    if (!open || !this.alive) return;
    const { success, data: reply } = ComputeReplySchema.safeParse(message);
    // A process that talks nonsense was taken over or is broken; neither is to be asked again.
    if (!success) return this.end(new AppError('compute.bad-answer'));
    if (reply.id !== open.id) return;
    this.expectLife();
    this.settle(open, reply);
  }

  private settle(open: Open, reply: ComputeReply): void {
    switch (reply.type) {
      case 'progress':
        return this.tell(() => open.onProgress?.(reply.progress));
      case 'part':
        return this.tell(() => open.onPart?.(reply.part));
      case 'result':
        return open.signal?.aborted ? open.reject(open.signal.reason) : open.resolve(reply.result);
      case 'error':
        return this.fail(new AppError(reply.code, reply.params));
      case 'bug':
        return this.end(new Error(`In the compute process: ${reply.stack}`));
      case 'cancelled':
        return open.reject(open.signal?.reason);
    }
  }

  /** A listener that throws fails its own request; without this it would be an uncaught error of the application. */
  private tell(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      this.end(error);
    }
  }

  /** After an error of the runtime a session, on a graphics card the whole process, can stay broken: both are replaced. */
  private fail(error: AppError): void {
    if (error.code.startsWith('compute.')) this.end(error);
    else this.open?.reject(error);
  }

  private cancel(id: number): void {
    this.child.send({ type: 'cancel', id } satisfies ComputeRequest);
    this.grace = setTimeout(() => this.end(undefined), this.open?.graceMs ?? GRACE_MS);
  }

  private expectLife(): void {
    const { open } = this;
    if (!open) return;
    clearTimeout(this.quiet);
    const seconds = Math.round(open.quietLimitMs / 1000);
    this.quiet = setTimeout(
      () => this.end(new AppError('compute.not-responding', { seconds })),
      open.quietLimitMs,
    );
  }
}

/** Shells and containers report a signal as 128 + its number; some hosts only know codes. */
const SIGNALS = new Map(Object.entries(constants.signals).map(([name, number]) => [128 + number, name]));

/** What an end that we did not bring about looks like to a person. */
function exitFailure(code: number | null, signal: string | null): AppError {
  const name = signal ?? SIGNALS.get(code ?? -1) ?? `code ${code}`;
  return name === 'SIGKILL'
    ? new AppError('compute.killed')
    : new AppError('compute.crashed', { signal: name });
}
