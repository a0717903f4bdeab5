import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, foldWithOffsets } from './fold.ts';

describe('folding', () => {
  it('spells umlauts out, and makes small letters without accents of all others', () => {
    expect(fold('ÖSOPHAGUS, Größe; æther naïve Łódź 5µm')).toBe('oesophagus, groesse; aether naive łodz 5µm');
  });

  it('is the same with the way back and without', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'a|Z|ä|Ö|ß|Æ|é|Σ|ς|İ|ı|\u0301|𐐀| |.|5'.split('|')) }),
    );
    fc.assert(fc.property(text, (any) => fold(any) === foldWithOffsets(any).folded));
  });
});
