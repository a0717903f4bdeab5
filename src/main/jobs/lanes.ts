/**
 * What may go on side by side: one thing at a time in each lane. The order is the one in which a job may go from its own lane
 * into others for a while; going only forward, no two can wait for each other.
 */
export const LANES = ['pipeline', 'trainer', 'training', 'head', 'llm', 'model', 'files', 'pairs'] as const;

/**
 * - `pipeline` gives work to the others
 * - `trainer` watches a program of its own that trains for hours or days
 * - `training` goes on for minutes beside everything else and gives way to it
 * - `head` asks the trained head about slices, seconds to minutes, and does not wait for a training or a night of RadGrounder
 * - `llm` waits for a language model's server
 * - `model` keeps this machine's processor or graphics card busy
 * - `files` reads and copies files, and writes nothing into pairs
 * - `pairs` reads or writes slices and pairs of the whole project: what one of these finds has to stand until it has ended
 */
export type Lane = (typeof LANES)[number];

/** Whose turn it is in each lane: first come, first served. */
export class Lanes {
  private readonly ends = new Map<Lane, Promise<void>>();

  /**
   * Does the work when everything that was asked for before it in this lane has ended. One that is aborted while it waits is never
   * begun; one that has begun is waited for.
   *
   * @param asker Who asks from within another lane, and the signal that ends the waiting
   * @throws what the work throws; the signal's reason
   */
  async take<T>(
    lane: Lane,
    work: () => Promise<T>,
    asker?: { readonly from: Lane; readonly signal: AbortSignal },
  ): Promise<T> {
    if (asker && LANES.indexOf(lane) <= LANES.indexOf(asker.from))
      throw new Error(`There is no way from lane ${asker.from} into lane ${lane}`);
    const signal = asker?.signal;
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const giveUp = (): void => reject(signal!.reason);
    signal?.addEventListener('abort', giveUp, { once: true });
    const turn = async (): Promise<void> => {
      signal?.removeEventListener('abort', giveUp);
      if (signal?.aborted) return;
      try {
        resolve(await work());
      } catch (error) {
        reject(error);
      }
    };
    this.ends.set(lane, this.end(lane).then(turn));
    return promise;
  }

  /** Resolves when nothing goes on in any lane. */
  async ended(): Promise<void> {
    await Promise.all(LANES.map((lane) => this.end(lane)));
  }

  private end(lane: Lane): Promise<void> {
    return this.ends.get(lane) ?? Promise.resolve();
  }
}
