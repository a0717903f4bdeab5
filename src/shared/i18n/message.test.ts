import { describe, expect, it } from 'vitest';
import { errors } from './en/errors/index.ts';
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

  it('writes numbers as the language does', () => {
    const params = { snapshot: 'ab12', missing: 1200 };
    expect(errorText('de', 'snapshots.images-missing', params)?.cause).toContain('nennt 1.200 Bilder');
    expect(errorText('en', 'snapshots.images-missing', params)?.cause).toContain('names 1,200 images');
  });

  it.each(['de', 'en'] as const)('leaves no placeholder standing in any of them (%s)', (language) => {
    const left = Object.entries(errors).flatMap(([code, { cause, remedy }]) => {
      const names = [...`${cause} ${remedy}`.matchAll(/\{\{(\w+)/g)].map(([, name]) => name!);
      const params = Object.fromEntries(names.map((name) => [name, name === 'refusals' ? '[]' : 7]));
      const said = errorText(language, code, params)!;
      return `${said.cause} ${said.remedy}`.includes('{{') ? code : [];
    });
    expect(left).toEqual([]);
  });

  it('leaves a missing fact visible, and a fact that looks like a placeholder alone', () => {
    expect(interpolate('{{a}} {{b}}', { a: '{{b}}' })).toBe('{{b}} {{b}}');
  });

  it('knows nothing of unknown codes', () => expect(errorText('de', 'no.such', {})).toBeUndefined());
});
