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
      fc.string({ unit: fc.constantFrom(...'aZäÖßÆéΣςİı\u0301𐐀 .5') }),
    );
    fc.assert(fc.property(text, (any) => fold(any) === foldWithOffsets(any).folded));
  });
});
