/** How an attempt went wrong: the server refused it, or it never got an answer. */
export type FailureKind = 'refused' | 'unreachable';

export interface OutboxOptions {
  classify(error: unknown): FailureKind;
  /** Waits before attempt n+1 of a change that got no answer. */
  sleep(ms: number): Promise<void>;
  onReachable(isReachable: boolean): void;
}

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 5_000;

/**
 * Sends changes one after another in the order they were made, so that an undo never overtakes the verdict it
 * undoes. A change that gets no answer is sent again until it does: each carries its own id, so the server
 * counts it once. A refused change rejects and lets the next one go.
 */
export class Outbox {
  private last: Promise<unknown> = Promise.resolve();
  private readonly options: OutboxOptions;

  constructor(options: OutboxOptions) {
    this.options = options;
  }

  send<T>(change: () => Promise<T>): Promise<T> {
    const sent = this.last.then(() => this.untilAnswered(change));
    this.last = sent.catch(() => undefined);
    return sent;
  }

  private async untilAnswered<T>(change: () => Promise<T>): Promise<T> {
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      try {
        const answer = await change();
        this.options.onReachable(true);
        return answer;
      } catch (error) {
        const isRefused = this.options.classify(error) === 'refused';
        this.options.onReachable(isRefused);
        if (isRefused) throw error;
        await this.options.sleep(waitMs);
      }
    }
  }
}
