import { expect, it } from 'vitest';
import { dayProgress } from './day-progress.ts';

it('what a day brought is counted over its verdicts that stand, and errors by the hours that it took to find them', () => {
  const day = '2026-01-01';
  const [first, second] = dayProgress([
    { day, state: 'accepted', n: 6, durationMs: 60_000 },
    { day, state: 'corrected', n: 1, durationMs: 40_000 },
    { day, state: 'region-wrong', n: 2, durationMs: 60_000 },
    { day, state: 'mention-wrong', n: 1, durationMs: 10_000 },
    { day, state: 'cannot-judge', n: 2, durationMs: 10_000 },
    { day: '2026-01-02', state: 'accepted', n: 0, durationMs: 5000 },
    { day: '2026-01-03', state: 'accepted', n: 1, durationMs: 0 },
  ]);
  // 180 s: 4 errors are 80 an hour; those that nobody could judge are neither right nor wrong.
  expect(first).toMatchObject({ day, verdicts: 12, errors: 4, errorsPerHour: 80, secondsPerVerdict: 15 });
  expect(first!.accepted!.share).toBeCloseTo(6 / 10, 12);
  expect(second).toMatchObject({
    day: '2026-01-03',
    errors: 0,
    errorsPerHour: null,
    secondsPerVerdict: null,
  });
});
