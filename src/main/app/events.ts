import type { AppEvent } from '../../shared/contract/jobs.ts';

/** What the server tells unasked, to every page that listens. A slow listener keeps the latest events and drops the oldest. */
export class Events {
  private readonly listeners = new Set<(event: AppEvent) => void>();

  readonly publish = (event: AppEvent): void => {
    for (const listener of this.listeners) listener(event);
  };

  async *subscribe(signal?: AbortSignal): AsyncGenerator<AppEvent, void, undefined> {
    const queue: AppEvent[] = [];
    let wake: (() => void) | undefined;
    const listener = (event: AppEvent): void => {
      if (queue.length >= MAX_QUEUED) queue.shift();
      queue.push(event);
      wake?.();
    };
    const stop = (): void => wake?.();
    this.listeners.add(listener);
    signal?.addEventListener('abort', stop);
    try {
      while (!signal?.aborted) {
        const event = queue.shift();
        if (event) yield event;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    } finally {
      this.listeners.delete(listener);
      signal?.removeEventListener('abort', stop);
    }
  }
}

const MAX_QUEUED = 1000;
