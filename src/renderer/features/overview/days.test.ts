import { describe, expect, it } from 'vitest';
import { momentAt, placeOfDay, placeOfMoment, rangeOf } from './days.ts';

describe('the axis of days', () => {
  it('has a day at a whole number, which is its noon', () => {
    expect(placeOfMoment('2026-03-02T12:00:00.000Z')).toBe(placeOfDay('2026-03-02'));
    expect(momentAt(placeOfDay('2026-03-02')).toISOString()).toBe('2026-03-02T12:00:00.000Z');
  });

  it('holds each day from its beginning to its end', () => {
    const [first, last] = rangeOf(['2026-03-02', '2026-03-05'], []);
    expect(momentAt(first).toISOString()).toBe('2026-03-02T00:00:00.000Z');
    expect(momentAt(last).toISOString()).toBe('2026-03-06T00:00:00.000Z');
  });

  it('reaches to what happened after the last verdict, and does not begin before the first', () => {
    const [first, last] = rangeOf(
      ['2026-03-02', '2026-03-03'],
      ['2026-01-01T10:00:00.000Z', '2026-03-08T23:59:00.000Z'],
    );
    expect(momentAt(first).toISOString()).toBe('2026-03-02T00:00:00.000Z');
    expect(momentAt(last).toISOString()).toBe('2026-03-09T00:00:00.000Z');
  });

  it('is a day where there is but one, or only an event', () => {
    expect(rangeOf(['2026-03-02'], [])[1] - rangeOf(['2026-03-02'], [])[0]).toBe(1);
    expect(rangeOf([], ['2026-03-02T23:00:00.000Z'])).toEqual(rangeOf(['2026-03-02'], []));
  });
});
