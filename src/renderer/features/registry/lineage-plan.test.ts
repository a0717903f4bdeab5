import { describe, expect, it } from 'vitest';
import type { Version } from '../../../shared/contract/registry.ts';
import { lineagePlan } from './lineage-plan.ts';

const version = (id: string, day: number, parent: string | null, snapshots: string[]): Version => ({
  kind: 'head',
  id,
  name: id,
  createdAt: `2026-01-0${day}T00:00:00.000Z`,
  standing: 'challenger',
  isThere: true,
  lineage: {
    snapshots,
    parent,
    code: '0',
    seed: 0,
    settings: {},
    encoder: null,
    data: null,
    validationIou: null,
    untaught: null,
  },
  measured: null,
  judged: null,
  blockedBy: null,
});

describe('the drawing of who comes from whom', () => {
  const plan = lineagePlan([
    version('d', 4, 'a', ['two']),
    version('c', 3, null, ['one']),
    version('b', 2, 'a', ['one']),
    version('a', 1, null, ['one']),
    version('e', 5, 'gone', ['two']),
  ]);

  it('goes by time; a branch takes a lane of its own, or one whose line has ended', () =>
    expect(plan.models.map(({ version: { id }, column, lane }) => [id, column, lane])).toEqual([
      ['a', 0, 0],
      ['b', 1, 0],
      ['c', 2, 0],
      ['d', 3, 1],
      ['e', 4, 0],
    ]));

  it('has a line from each parent that is there', () =>
    expect(plan.edges).toEqual([
      { from: 'a', to: 'b' },
      { from: 'a', to: 'd' },
    ]));

  it('has each snapshot once, under the first model that learned from it', () =>
    expect(plan.snapshots).toEqual([
      { id: 'one', column: 0, models: ['a', 'b', 'c'] },
      { id: 'two', column: 3, models: ['d', 'e'] },
    ]));
});
