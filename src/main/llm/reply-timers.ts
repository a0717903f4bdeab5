import { AppError } from '../../shared/contract/app-error.ts';
import type { ReplyLimits } from './limits.ts';

/** Ends a request that is too slow to connect, to say anything, or to come to an end. */
export class ReplyTimers {
  private readonly total: NodeJS.Timeout;
  private readonly connecting: NodeJS.Timeout;
  private readonly idle: NodeJS.Timeout;

  constructor(
    { totalMs, idleMs, connectMs }: Pick<ReplyLimits, 'totalMs' | 'idleMs' | 'connectMs'>,
    end: (failure: AppError) => void,
  ) {
    this.total = setTimeout(() => end(new AppError('llm.timed-out', seconds(totalMs))), totalMs);
    this.idle = setTimeout(() => end(new AppError('llm.stalled', seconds(idleMs))), idleMs);
    this.connecting = setTimeout(
      () => end(new AppError('llm.unreachable', { detail: 'ETIMEDOUT' })),
      connectMs,
    );
  }

  connected(): void {
    clearTimeout(this.connecting);
  }

  /** A byte came. */
  alive(): void {
    this.idle.refresh();
  }

  stop(): void {
    clearTimeout(this.total);
    clearTimeout(this.connecting);
    clearTimeout(this.idle);
  }
}

function seconds(ms: number): { seconds: number } {
  return { seconds: Math.round(ms / 100) / 10 };
}
