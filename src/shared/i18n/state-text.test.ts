import { describe, expect, it } from 'vitest';
import { MENTION_REASONS, PAIR_STATES, REGION_REASONS } from '../domain/review/verdict.ts';
import { leftOutText, stateText } from './state-text.ts';

describe('why pairs were left out', () => {
  it.each(['de', 'en'] as const)('is said in words, whatever it was (%s)', (language) => {
    const whys = [
      'language',
      'twin',
      ...PAIR_STATES,
      ...REGION_REASONS.map((reason) => `region-wrong ${reason}`),
      ...MENTION_REASONS.map((reason) => `mention-wrong ${reason}`),
    ];
    const said = whys.map((why) => leftOutText(why, language));
    expect(new Set(said).size).toBe(whys.length);
    for (const text of said) expect(text).not.toMatch(/-wrong|not-on|wrong-/);
  });

  it('names state and reason', () => {
    expect(leftOutText('region-wrong wrong-side', 'de')).toBe('Region falsch: falsche Seite');
    expect(stateText('cannot-judge', 'de')).toBe('unklar');
  });
});
