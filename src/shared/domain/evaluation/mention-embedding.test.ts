import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idOf } from '../anatomy/classes.ts';
import { createLexiconExtractor } from '../mention/lexicon-extractor.ts';
import { createMentionEmbedding, structureOf } from './mention-embedding.ts';
import { similarityBy } from './similarity.ts';

const similarity = similarityBy(createMentionEmbedding(createLexiconExtractor()));

describe('the embedding of mentions', () => {
  it('puts a structure beside its name in the other language', () => {
    for (const [german, english] of [
      ['linke Niere', 'left kidney'],
      ['Milz', 'spleen'],
      ['Harnblase', 'urinary bladder'],
      ['11. Rippe rechts', 'right 11th rib'],
      ['LWK 4', 'L4'],
    ] as const)
      expect(similarity(german, english), `${german} / ${english}`).toBeGreaterThan(0.79);
  });

  it('keeps left and right, and levels, apart without making strangers of them', () => {
    for (const [one, other] of [
      ['left kidney', 'right kidney'],
      ['linke Niere', 'right kidney'],
      ['L4', 'L5'],
    ] as const) {
      expect(similarity(one, other), `${one} / ${other}`).toBeGreaterThan(0.35);
      expect(similarity(one, other), `${one} / ${other}`).toBeLessThan(0.65);
    }
  });

  it('sees next to nothing in common between other organs', () => {
    expect(similarity('Milz', 'liver')).toBeLessThan(0.1);
    expect(similarity('aorta', 'urinary bladder')).toBeLessThan(0.1);
  });

  it('falls back to spelling where the lexicon knows neither', () => {
    expect(similarity('Zwerchfellschenkel', 'Zwerchfellschenkels')).toBeGreaterThan(0.8);
    expect(similarity('Zwerchfellschenkel', 'pleura')).toBeLessThan(0.2);
  });

  it('is symmetric, between 0 and 1, and 1 for the same text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.string({ maxLength: 30 }), (a, b) => {
        const value = similarity(a, b);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(similarity(b, a)).toBeCloseTo(value, 6);
        if (a.trim() !== '') expect(similarity(a, a)).toBeCloseTo(1, 6);
      }),
    );
  });

  it('names structures without side and number', () => {
    expect(structureOf(idOf('kidney_left'))).toBe('kidney');
    expect(structureOf(idOf('rib_right_11'))).toBe('rib');
    expect(structureOf(idOf('vertebrae_L4'))).toBe('vertebrae');
    expect(structureOf(idOf('vertebrae'))).toBe('vertebrae');
    expect(structureOf(idOf('lung_upper_lobe_left'))).toBe('lung_upper_lobe');
  });
});
