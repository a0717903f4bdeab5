import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { removedParts } from './removed-parts.ts';

const shown = (caption: string, removed: string[]): string =>
  removedParts(caption, removed)
    .map(({ text, isRemoved }) => (isRemoved ? `[${text}]` : text))
    .join('');

describe('what a rewriting took out', () => {
  it('is marked where it stood, in the order it is quoted', () => {
    expect(shown('Unverändert Zyste, unverändert Milz.', ['Unverändert', 'unverändert'])).toBe(
      '[Unverändert] Zyste, [unverändert] Milz.',
    );
    expect(shown('a b a', ['a', 'a'])).toBe('[a] b [a]');
  });

  it('is passed over where it does not stand in the caption', () => {
    expect(shown('Milz.', ['Leber'])).toBe('Milz.');
  });

  it('leaves every letter of the caption in its place', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string({ maxLength: 3 })), (caption, removed) => {
        const parts = removedParts(caption, removed);
        expect(parts.map(({ text }) => text).join('')).toBe(caption);
      }),
    );
  });
});
