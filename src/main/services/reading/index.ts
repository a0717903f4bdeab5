import { AppError } from '../../../shared/contract/app-error.ts';
import type { ErrorCode } from '../../../shared/contract/errors/index.ts';
import type { Child, ChildHost } from '../../ports/index.ts';
import {
  type ReaderAnswers,
  ReaderReplySchema,
  type ReaderRequest,
  answerSchemas,
} from '../../reader/protocol.ts';

export type TimeLimits = Readonly<Partial<Record<ReaderRequest['type'], number>>>;

/** Longest time a file may take before its reader is ended, ms. A 2 GiB volume needs well under a minute. */
const TIME_LIMITS_MS: Readonly<Record<ReaderRequest['type'], number>> = {
  inspect: 20_000,
  'read-volume': 180_000,
  'read-labels': 180_000,
  'read-extents': 180_000,
  'read-captions': 120_000,
  'read-values': 180_000,
  'read-json': 120_000,
  'read-lone-slice': 20_000,
  'read-photo': 20_000,
  'read-reports': 600_000,
};

type RequestOf<T extends ReaderRequest['type']> = Extract<ReaderRequest, { type: T }>;

interface Pending {
  readonly file: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Asks a child process to read files, one after the other. If a file ends or hangs the child, that file has failed and the
 * next request starts a fresh one; the application goes on.
 */
export class ReadingService {
  private readonly children: ChildHost;
  private readonly limitsMs: TimeLimits;
  private child: Child | undefined;
  private pending: (Pending & { readonly id: number }) | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private lastId = 0;

  constructor(children: ChildHost, limitsMs: TimeLimits = {}) {
    this.children = children;
    this.limitsMs = limitsMs;
  }

  /** @throws AppError formats.*, formats.reader-died, formats.reader-timeout; DOMException AbortError when cancelled */
  ask<T extends ReaderRequest['type']>(
    request: RequestOf<T>,
    signal?: AbortSignal,
  ): Promise<ReaderAnswers[T]> {
    const answer = this.queue.then(() => this.askNow<T>(request, signal));
    this.queue = answer.catch(() => undefined);
    return answer;
  }

  close(): void {
    this.child?.kill();
    this.child = undefined;
  }

  private async askNow<T extends ReaderRequest['type']>(
    request: RequestOf<T>,
    signal?: AbortSignal,
  ): Promise<ReaderAnswers[T]> {
    signal?.throwIfAborted();
    const child = this.running();
    const file = fileOf(request);
    this.lastId += 1;
    const id = this.lastId;
    const limit = this.limitsMs[request.type] ?? TIME_LIMITS_MS[request.type];
    const timer = setTimeout(
      () => this.fail(new AppError('formats.reader-timeout', { file, seconds: limit / 1000 })),
      limit,
    );
    const onAbort = (): void => this.fail(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      const value = await new Promise<unknown>((resolve, reject) => {
        this.pending = { id, file, resolve, reject };
        child.send({ id, request });
      });
      const answer = answerSchemas[request.type].safeParse(value);
      if (answer.success) return answer.data as ReaderAnswers[T];
      // A child that answers nonsense was taken over or is broken; neither is to be asked again.
      this.close();
      throw new AppError('formats.reader-died', { file }, { cause: answer.error });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      this.pending = undefined;
    }
  }

  private running(): Child {
    if (this.child) return this.child;
    const child = this.children.spawn('reader');
    this.child = child;
    child.onMessage((message) => this.receive(message));
    child.onExit(() => {
      if (this.child !== child) return;
      this.child = undefined;
      this.pending?.reject(new AppError('formats.reader-died', { file: this.pending.file }));
    });
    return child;
  }

  private receive(message: unknown): void {
    if (!this.pending) return;
    const { success, data: reply } = ReaderReplySchema.safeParse(message);
    if (!success) return this.fail(new AppError('formats.reader-died', { file: this.pending.file }));
    if (reply.id !== this.pending.id) return;
    if (reply.ok) this.pending.resolve(reply.value);
    else this.pending.reject(new AppError(reply.error.code as ErrorCode, reply.error.params));
  }

  /** Ends the child: there is no telling what it is still doing. */
  private fail(reason: unknown): void {
    const { pending } = this;
    this.close();
    pending?.reject(reason);
  }
}

function fileOf(request: ReaderRequest): string {
  if (request.type !== 'read-volume') return request.file;
  return request.source.kind === 'nifti' ? request.source.file : request.source.files[0]!;
}

/** @param limitsMs Longest time per kind of request; only tests give others than the usual ones. */
export function createReadingService(children: ChildHost, limitsMs?: TimeLimits): ReadingService {
  return new ReadingService(children, limitsMs);
}
