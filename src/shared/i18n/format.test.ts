import { describe, expect, it } from 'vitest';
import { formatBytes, formatDuration, formatMoment } from './format.ts';

const plain = (text: string): string => text.replaceAll(/\s/g, ' ');

describe('figures for people', () => {
  it('give sizes with one digit only while it matters', () => {
    expect([0, 999, 3_400, 12_345_678, 5e12].map((size) => plain(formatBytes(size, 'en')))).toEqual([
      '0 byte',
      '999 byte',
      '3.4 kB',
      '12 MB',
      '5 TB',
    ]);
    expect(plain(formatBytes(3_400_000, 'de'))).toBe('3,4 MB');
  });

  it('round the time that is left to the unit one plans with', () => {
    expect([0, 40, 89, 90, 600, 7200, 9000].map((time) => plain(formatDuration(time, 'en')))).toEqual([
      '1 sec',
      '40 sec',
      '89 sec',
      '2 min',
      '10 min',
      '2 hr',
      '2.5 hr',
    ]);
    expect(plain(formatDuration(9000, 'de'))).toBe('2,5 Std.');
  });

  it('write dates the way each language does', () => {
    expect(formatMoment('2026-03-05T12:00:00Z', 'de')).toContain('2026');
    expect(formatMoment('2026-03-05T12:00:00Z', 'en')).toMatch(/^\d+ Mar 2026/);
  });
});
