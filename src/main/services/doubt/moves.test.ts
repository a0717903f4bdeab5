import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Moves } from './moves.ts';

const thousandths = fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000);

describe('moves in the queue', () => {
  it('come each once, a few at a time, those at the front of the old or the new order first', () =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ before: thousandths, priority: thousandths }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        (pairs, count) => {
          const moves = new Moves();
          for (const [pairId, pair] of pairs.entries()) moves.add({ pairId, ...pair });
          const turns = [...moves.inTurn(count)];
          for (const turn of turns.slice(0, -1)) expect(turn).toHaveLength(count);
          const order = turns.flat();
          expect(order.map(({ pairId }) => pairId).toSorted((a, b) => a - b)).toEqual([...pairs.keys()]);
          const fronts = order.map(({ before, priority }) => Math.max(priority, before));
          expect(fronts).toEqual(fronts.toSorted((a, b) => b - a));
        },
      ),
    ));
});
