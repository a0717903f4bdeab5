import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { newest } from './newest.ts';

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const seen: T[] = [];
  for await (const value of values) seen.push(value);
  return seen;
}

describe('newest', () => {
  it('gives each value to whoever keeps up, and the last one always', async () => {
    const values = newest<number>(async (tell) => {
      for (const value of [1, 2, 3]) {
        tell(value);
        await sleep(5);
      }
      tell(4);
    });
    expect(await all(values)).toEqual([1, 2, 3, 4]);
  });
  it('skips what came meanwhile for whoever is slow', async () => {
    const values = newest<number>(async (tell) => {
      for (let value = 1; value <= 100; value += 1) tell(value);
      await sleep(1);
    });
    expect(await all(values)).toEqual([100]);
  });
  it('ends with the failure of the work', async () => {
    const values = newest<number>((tell) => {
      tell(1);
      return Promise.reject(new Error('broken'));
    });
    await expect(all(values)).rejects.toThrow('broken');
  });
  it('stops the work when nobody listens any more', async () => {
    let stopped = false;
    const values = newest<number>(async (tell, signal) => {
      signal.addEventListener('abort', () => (stopped = true));
      for (let value = 0; !stopped; value += 1) {
        tell(value);
        await sleep(1);
      }
    });
    for await (const value of values) if (value >= 2) break;
    expect(stopped).toBe(true);
  });
});
