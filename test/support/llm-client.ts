import { AppError } from '../../src/shared/contract/app-error.ts';
import { LlmClient, type LlmClientOptions } from '../../src/main/llm/index.ts';

/** A client for a test server: short limits, and pauses that are noted instead of waited for. */
export function testClient(
  baseUrl: string,
  options: Partial<LlmClientOptions> = {},
): LlmClient & { readonly pauses: number[] } {
  const pauses: number[] = [];
  const clock = { now: 0 };
  const client = new LlmClient({
    baseUrl,
    model: 'test-model',
    plainHttpOrigin: null,
    keyFor: () => null,
    stream: false,
    concurrency: 8,
    maxTokens: 512,
    totalMs: 10_000,
    idleMs: 10_000,
    waiting: {
      wait: (ms, signal) => {
        signal.throwIfAborted();
        pauses.push(ms);
        clock.now += ms;
        return Promise.resolve();
      },
      random: () => 0.5,
      now: () => clock.now,
    },
    ...options,
  });
  return Object.assign(client, { pauses });
}

/** The expected failure that a promise ends with; anything else fails the test. */
export async function failureOf(work: Promise<unknown>): Promise<AppError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it should have failed');
}
