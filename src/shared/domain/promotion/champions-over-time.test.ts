import { describe, expect, it } from 'vitest';
import { championsOverTime } from './champions-over-time.ts';

const figure = (value: number) => ({ value, low: value - 0.1, high: value + 0.1 });
const event = (
  at: string,
  action: 'promote' | 'roll-back' | 'judge' | 'register',
  modelId: string | null,
  value?: number,
) => ({
  at,
  action,
  kind: 'head' as const,
  modelId,
  championId: value === 0.4 ? null : 'other',
  verdict: value === undefined ? null : { overall: { challenger: figure(value), champion: figure(0.3) } },
});

describe('who was champion when', () => {
  const log = [
    event('5', 'roll-back', null),
    event('4', 'roll-back', 'a'),
    event('3', 'promote', 'b', 0.6),
    event('2', 'judge', 'b', 0.6),
    { ...event('1', 'promote', 'p', 0.2), kind: 'pack' as const },
    event('0', 'promote', 'a', 0.4),
  ];

  it('follows promotions and roll-backs, and nothing else', () =>
    expect(championsOverTime(log, 'head').map(({ at, how, modelId }) => [at, how, modelId])).toEqual([
      ['0', 'promote', 'a'],
      ['3', 'promote', 'b'],
      ['4', 'roll-back', 'a'],
      ['5', 'roll-back', null],
    ]));

  it('gives who comes back the figure of its own promotion, and nobody none', () =>
    expect(championsOverTime(log, 'head').map((one) => one.figure?.value ?? null)).toEqual([
      0.4,
      0.6,
      0.4,
      null,
    ]));

  it('tells what the one before had on the same cases, where there was one', () =>
    expect(championsOverTime(log, 'head').map(({ before }) => before?.value ?? null)).toEqual([
      null,
      0.3,
      null,
      null,
    ]));

  it('keeps kinds apart, whose figures cannot be compared', () =>
    expect(championsOverTime(log, 'pack').map(({ modelId }) => modelId)).toEqual(['p']));
});
