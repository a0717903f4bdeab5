import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { madeAhead } from './made-ahead.ts';

async function* numbers(count: number): AsyncGenerator<number> {
  for (let n = 0; n < count; n += 1) yield n;
}

describe('madeAhead', () => {
  it('keeps the order, whichever is made first, and makes no more at once than it may', async () => {
    let underWay = 0;
    let most = 0;
    const make = async (n: number): Promise<number> => {
      underWay += 1;
      most = Math.max(most, underWay);
      await delay(n % 2 === 0 ? 6 : 1);
      underWay -= 1;
      return n * 10;
    };
    const made: number[] = [];
    for await (const one of madeAhead(numbers(7), 3, make)) made.push(one);
    expect(made).toEqual([0, 10, 20, 30, 40, 50, 60]);
    expect(most).toBe(4);
  });

  it('gives what came before a failure, then the failure, and waits for what is still under way', async () => {
    const finished: number[] = [];
    const make = async (n: number): Promise<number> => {
      await delay(n === 2 ? 1 : 5);
      if (n === 2) throw new Error('disk full');
      finished.push(n);
      return n;
    };
    const made: number[] = [];
    await expect(async () => {
      for await (const one of madeAhead(numbers(9), 3, make)) made.push(one);
    }).rejects.toThrow('disk full');
    expect(made).toEqual([0, 1]);
    expect(finished).toEqual([0, 1, 3, 4, 5]);
  });

  it('leaves nothing under way when its reader has had enough', async () => {
    let underWay = 0;
    const make = async (): Promise<void> => {
      underWay += 1;
      await delay(3);
      underWay -= 1;
    };
    for await (const _ of madeAhead(numbers(9), 3, make)) break;
    expect(underWay).toBe(0);
  });
});
