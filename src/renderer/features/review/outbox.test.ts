import { describe, expect, it } from 'vitest';
import { Outbox } from './outbox.ts';

function outbox(): { box: Outbox; waits: number[]; reachable: boolean[] } {
  const waits: number[] = [];
  const reachable: boolean[] = [];
  const box = new Outbox({
    classify: (error) => (error instanceof RangeError ? 'refused' : 'unreachable'),
    sleep: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
    onReachable: (is) => reachable.push(is),
  });
  return { box, waits, reachable };
}

describe('the outbox', () => {
  it('sends changes in the order they were made, one at a time', async () => {
    const { box } = outbox();
    const log: string[] = [];
    const change = (name: string) => async () => {
      log.push(`${name} begins`);
      await Promise.resolve();
      log.push(`${name} ends`);
    };
    await Promise.all([box.send(change('verdict')), box.send(change('undo'))]);
    expect(log).toEqual(['verdict begins', 'verdict ends', 'undo begins', 'undo ends']);
  });

  it('sends a change again until it is answered', async () => {
    const { box, waits, reachable } = outbox();
    let attempts = 0;
    const answer = await box.send(() => {
      attempts += 1;
      return attempts < 3 ? Promise.reject(new Error('connection lost')) : Promise.resolve('durable');
    });
    expect(answer).toBe('durable');
    expect(waits).toEqual([400, 800]);
    expect(reachable).toEqual([false, false, true]);
  });

  it('hands a refusal on at once and goes on with the next change', async () => {
    const { box, waits } = outbox();
    const refused = box.send(() => Promise.reject(new RangeError('stale')));
    const next = box.send(() => Promise.resolve('next'));
    await expect(refused).rejects.toThrow('stale');
    await expect(next).resolves.toBe('next');
    expect(waits).toEqual([]);
  });
});
