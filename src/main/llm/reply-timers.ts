import { AppError } from '../../shared/contract/app-error.ts';
import type { ReplyLimits } from './limits.ts';

/** Ends a request that is too slow to connect, to say anything, or to come to an end. */
export class ReplyTimers {
  private readonly total: NodeJS.Timeout;
  private readonly connecting: NodeJS.Timeout;
  private readonly idle: NodeJS.Timeout;
  private isResting = false;

  constructor(
    { totalMs, idleMs, connectMs }: Pick<ReplyLimits, 'totalMs' | 'idleMs' | 'connectMs'>,
    end: (failure: AppError) => void,
  ) {
    this.total = setTimeout(() => end(new AppError('llm.timed-out', seconds(totalMs))), totalMs);
    this.idle = setTimeout(() => {
      if (this.isResting) this.idle.refresh();
      else end(new AppError('llm.stalled', seconds(idleMs)));
    }, idleMs);
    this.connecting = setTimeout(
      () => end(new AppError('llm.unreachable', { detail: 'ETIMEDOUT' })),
      connectMs,
    );
  }

  connected(): void {
    clearTimeout(this.connecting);
  }

  /** A byte came, or we are listening again. */
  alive(): void {
    this.isResting = false;
    this.idle.refresh();
  }

  /** We do not listen for a while: that is not the server's silence. */
  rest(): void {
    this.isResting = true;
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
