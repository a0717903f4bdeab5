import { describe, expect, it } from 'vitest';
import { interpolate } from './interpolate.ts';
import { errorText } from './message.ts';

describe('what a person reads about an error', () => {
  it('names cause and remedy in their language, with the facts filled in', () => {
    const params = { dir: 'somewhere' };
    expect(errorText('en', 'store.not-a-project', params)?.cause).toContain('somewhere is not');
    expect(errorText('de', 'store.not-a-project', params)?.cause).toContain('somewhere ist kein');
  });

  it('tells why a model was refused', () => {
    const refusals = JSON.stringify([{ code: 'too-few', params: { found: 3, needed: 30, drawn: 'slice' } }]);
    const text = errorText('de', 'registry.refused', { model: 'ab12', refusals });
    expect(text?.cause).toContain('zu wenige Schichten: 3 von mindestens 30.');
  });

  it('shows moments in local time and in the order of the language', () => {
    const params = { file: 'f', who: 'r@host', since: '2026-03-04T12:30:00.000Z' };
    expect(errorText('de', 'store.locked', params)?.cause).toMatch(/von r@host seit 0[345]\.03\.2026/);
    expect(errorText('en', 'store.locked', params)?.cause).toMatch(/by r@host since \d+ Mar 2026/);
  });

  it('leaves a missing fact visible, and a fact that looks like a placeholder alone', () => {
    expect(interpolate('{{a}} {{b}}', { a: '{{b}}' })).toBe('{{b}} {{b}}');
  });

  it('knows nothing of unknown codes', () => expect(errorText('de', 'no.such', {})).toBeUndefined());
});
