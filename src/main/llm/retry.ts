import { setTimeout as sleep } from 'node:timers/promises';
import type { AppError } from '../../shared/contract/app-error.ts';
import type { ErrorCode } from '../../shared/contract/errors/index.ts';

/** How often a request is made in all before its failure counts; what is not listed is tried once. */
const ATTEMPTS: Partial<Record<ErrorCode, number>> = {
  'llm.rate-limited': 6,
  'llm.server-error': 4,
  'llm.refused': 4,
  'llm.connection-lost': 4,
  'llm.unreachable': 3,
  'llm.stalled': 2,
  'llm.timed-out': 2,
};

const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 20_000;
/** A server that wants a longer pause has its request fail, so that a person hears of it. */
export const MAX_RETRY_AFTER_MS = 120_000;

export interface Waiting {
  /** Resolves after so many ms or rejects when the signal aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** ms, never backwards. */
  readonly now: () => number;
}

export const realWaiting: Waiting = {
  wait: (ms, signal) => sleep(ms, undefined, { signal }),
  random: Math.random,
  now: () => performance.now(),
};

/** Whether another attempt is worth while after so many. */
export function isWorthRetrying({ code }: AppError, attemptsMade: number): boolean {
  return attemptsMade < (ATTEMPTS[code] ?? 1);
}

/** Full jitter: anywhere between nothing and a bound that doubles, so that a hundred requests do not come back as one. */
export function backoffMs(attemptsMade: number, random: () => number): number {
  return random() * Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (attemptsMade - 1));
}

/** What a Retry-After header asks for, ms: seconds or an HTTP date. Undefined where it says neither. */
export function retryAfterMs(header: string | null | undefined, wallClock: number): number | undefined {
  if (!header) return undefined;
  if (/^\d+(\.\d+)?$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - wallClock);
}

/** One request is told to wait, and all the others with it: asking on only prolongs it. */
export class Pause {
  private readonly waiting: Waiting;
  private until = 0;

  constructor(waiting: Waiting) {
    this.waiting = waiting;
  }

  extend(ms: number): void {
    this.until = Math.max(this.until, this.waiting.now() + ms);
  }

  /** Resolves when nobody has to wait any more, each a little later than the other. */
  async over(signal: AbortSignal): Promise<void> {
    for (let left = this.left(); left > 0; left = this.left())
      await this.waiting.wait(left + this.waiting.random() * SPREAD_MS, signal);
  }

  private left(): number {
    return this.until - this.waiting.now();
  }
}

const SPREAD_MS = 250;
