import type { AppError } from '../../../shared/contract/app-error.ts';
import type { LlmClient, Outcome } from '../../llm/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { TextKey, TextResult, TextStore } from '../../store/text-store.ts';

/** One text that a model is asked about. */
export interface TextWork {
  readonly key: TextKey;
  readonly ask: (client: LlmClient, signal: AbortSignal) => Promise<Outcome<unknown>>;
  /** What else is kept with the answer, such as the lexicon's. */
  readonly beside?: () => TextResult[];
}

export interface TextTotals {
  /** Texts that were asked about. */
  readonly asked: number;
  /** Of these, the ones for which no answer held. */
  readonly failed: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

export interface TextRun {
  /** Lazy: a text is taken when there is room to ask about it. */
  readonly work: AsyncIterable<TextWork>;
  readonly client: LlmClient;
  readonly concurrency: number;
  readonly store: Pick<TextStore, 'saveAll'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly signal: AbortSignal;
  readonly onProgress: (totals: TextTotals) => void;
  /** Told of each text for which no answer held. */
  readonly onFailure: (key: TextKey, problem: AppError) => void;
}

/** Answers are written together when this long has passed since the first of them; a kill loses no more. ms. */
const WRITE_EVERY_MS = 100;

/**
 * Asks about every text, so many at a time, and keeps each answer as it comes. An answer that does not hold is kept as a failure
 * of that text; a server that cannot be asked ends the run, and what had come by then is kept.
 *
 * @throws AppError llm.*, store.*; the signal's reason
 */
export async function runTexts(run: TextRun): Promise<TextTotals> {
  const { work, client, concurrency, store, clock, signal } = run;
  const totals = { asked: 0, failed: 0, promptTokens: 0, completionTokens: 0 };
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const writer = new Writer(store, (error) => stop.abort(error));
  const texts = work[Symbol.asyncIterator]();
  const askOn = async (): Promise<void> => {
    for (let next = await texts.next(); !next.done; next = await texts.next()) {
      both.throwIfAborted();
      const { key, ask, beside } = next.value;
      const outcome = await ask(client, both);
      writer.add([resultOf(key, outcome, new Date(clock.now()).toISOString()), ...(beside?.() ?? [])]);
      totals.asked += 1;
      totals.failed += Number(!outcome.ok);
      totals.promptTokens += outcome.promptTokens;
      totals.completionTokens += outcome.completionTokens;
      if (!outcome.ok) run.onFailure(key, outcome.problem);
      run.onProgress(totals);
    }
  };
  try {
    const all = Array.from({ length: concurrency }, async () => {
      try {
        await askOn();
      } catch (error) {
        // The first failure says why; the others are what it did to them.
        if (!both.aborted) stop.abort(error);
        throw error;
      }
    });
    await Promise.allSettled(all);
    signal.throwIfAborted();
    if (stop.signal.aborted) throw stop.signal.reason;
    return totals;
  } finally {
    writer.close();
  }
}

function resultOf(key: TextKey, outcome: Outcome<unknown>, createdAt: string): TextResult {
  const { promptTokens, completionTokens } = outcome;
  return {
    ...key,
    output: outcome.ok ? JSON.stringify(outcome.value) : null,
    problem: outcome.ok ? null : outcome.problem.code,
    promptTokens,
    completionTokens,
    createdAt,
  };
}

/** Gathers results for a moment, so that the disk is waited for once for many. */
class Writer {
  private readonly store: TextRun['store'];
  private readonly onFailure: (error: unknown) => void;
  private waiting: TextResult[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(store: TextRun['store'], onFailure: (error: unknown) => void) {
    this.store = store;
    this.onFailure = onFailure;
  }

  add(results: readonly TextResult[]): void {
    this.waiting.push(...results);
    this.timer ??= setTimeout(() => {
      try {
        this.write();
      } catch (error) {
        this.onFailure(error);
      }
    }, WRITE_EVERY_MS);
  }

  /** @throws AppError store.* */
  close(): void {
    this.write();
  }

  private write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const results = this.waiting;
    this.waiting = [];
    if (results.length > 0) this.store.saveAll(results);
  }
}
