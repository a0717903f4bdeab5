import type { Child, Log } from '../../ports/index.ts';
import { ComputeChild, type Conversation } from './compute-child.ts';

export interface LaneDeps {
  readonly name: string;
  /** Starts a process with this environment. */
  readonly spawn: (env: Readonly<Record<string, string>>) => Child;
  /** What the next process is to be started with; one that runs with another environment is replaced. */
  readonly env: () => Readonly<Record<string, string>>;
  readonly log: Log;
  /** An unused process is ended after this time, and its memory is free, ms. */
  readonly idleMs: number;
}

export interface LaneRequest extends Conversation {
  readonly request: Parameters<ComputeChild['ask']>[0];
  /** Goes before the others that wait: a person is looking. */
  readonly isUrgent: boolean;
}

interface Waiting extends LaneRequest {
  /** Stops listening for a cancel: from here on the process hears of it. */
  readonly take: () => void;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** After the first crash the next process starts at once; a series of them waits longer and longer, but never over 5 s. */
const BACK_OFF_MS = [0, 0, 500, 1_000, 2_000, 5_000];

/** One kind of work, one process, one request after the other. A process that ended takes one request with it, not the lane. */
export class Lane {
  private readonly deps: LaneDeps;
  private readonly waiting: Waiting[] = [];
  private child: ComputeChild | undefined;
  private childEnv = '';
  private idle: NodeJS.Timeout | undefined;
  private crashes = 0;
  private isBusy = false;
  private isClosed = false;

  constructor(deps: LaneDeps) {
    this.deps = deps;
  }

  /** @throws as `ComputeChild.ask` */
  ask(request: LaneRequest): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const { signal } = request;
      if (signal?.aborted) return reject(signal.reason);
      const drop = (): void => this.drop(one);
      const one = { ...request, resolve, reject, take: () => signal?.removeEventListener('abort', drop) };
      signal?.addEventListener('abort', drop, { once: true });
      const place = request.isUrgent ? this.waiting.findIndex(({ isUrgent }) => !isUrgent) : -1;
      this.waiting.splice(place === -1 ? this.waiting.length : place, 0, one);
      void this.work();
    });
  }

  /** Ends the process; what waits or runs is rejected with the reason. */
  close(reason: unknown): void {
    this.isClosed = true;
    for (const one of this.waiting.splice(0)) one.reject(reason);
    clearTimeout(this.idle);
    this.child?.end(reason);
  }

  private async work(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    clearTimeout(this.idle);
    // Back-off is waited for before a request is taken, so that a cancelled one is still in the queue and answered at once.
    while (this.waiting.length > 0 && !this.isClosed) {
      await this.backOff();
      const next = this.waiting.shift();
      if (next) await this.answer(next);
    }
    this.isBusy = false;
    this.idle = setTimeout(() => this.child?.end(undefined), this.deps.idleMs).unref();
  }

  private async answer({ request, resolve, reject, take, ...conversation }: Waiting): Promise<void> {
    take();
    try {
      const result = await this.running().ask(request, conversation);
      this.crashes = 0;
      resolve(result);
    } catch (error) {
      reject(error);
    }
  }

  private running(): ComputeChild {
    const env = this.deps.env();
    if (this.child?.isAlive && this.childEnv === JSON.stringify(env)) return this.child;
    this.child?.end(undefined);
    const child: ComputeChild = new ComputeChild(this.deps.spawn(env), (failure) => {
      if (!failure) return;
      this.crashes += 1;
      this.deps.log.warn('compute process ended', {
        lane: this.deps.name,
        code: failure.code,
        ...failure.params,
      });
    });
    this.child = child;
    this.childEnv = JSON.stringify(env);
    return child;
  }

  private async backOff(): Promise<void> {
    if (this.child?.isAlive) return;
    const delay = BACK_OFF_MS[Math.min(this.crashes, BACK_OFF_MS.length - 1)]!;
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
  }

  private drop(one: Waiting): void {
    const at = this.waiting.indexOf(one);
    if (at === -1) return;
    this.waiting.splice(at, 1);
    one.reject(one.signal?.reason);
  }
}
