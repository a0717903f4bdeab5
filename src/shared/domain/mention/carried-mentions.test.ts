import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carriedMentions } from './carried-mentions.ts';
import { createLexiconExtractor } from './lexicon-extractor.ts';

const lexicon = createLexiconExtractor();
const carried = (original: string, changed: string): (string | null)[] =>
  carriedMentions({ original, changed }, lexicon.extract(original, 'de')).map(
    (mention) => mention && `${mention.start} ${mention.surface}`,
  );

describe('mentions in a caption that words were taken out of', () => {
  it('stand where their words are now', () => {
    const original = 'Unverändert kleine Zyste in der linken Niere, Milz unauffällig.';
    expect(carried(original, 'Kleine Zyste in der linken Niere, Milz unauffällig.')).toEqual([
      '20 linken Niere',
      '34 Milz',
    ]);
  });

  it('keep their stems within compounds', () => {
    expect(carried('Größenprogrediente Leberzyste.', 'Leberzyste.')).toEqual(['0 Leber']);
  });

  it('are gone with their words, and no other occurrence takes their place', () => {
    const original = 'Im Vergleich zur Voruntersuchung der Leber neu: Herd in Segment VI der Leber.';
    const changed = 'Herd in Segment VI der Leber.';
    expect(carried(original, changed).map((place) => place !== null)).toEqual([false, true]);
  });

  it('are gone when their words were torn apart', () => {
    expect(carried('Linke Niere unverändert.', 'Linke große Niere.')).toEqual([null]);
  });

  it('quote the new text, whatever was taken out', () => {
    const words = fc.array(
      fc.constantFrom('Leber', 'Milz', 'linke', 'Niere', 'unverändert', 'und', '12', '.'),
      {
        maxLength: 14,
      },
    );
    fc.assert(
      fc.property(words, fc.infiniteStream(fc.boolean()), (all, keeps) => {
        const original = all.join(' ');
        const changed = all.filter(() => keeps.next().value as boolean).join('  ');
        const mentions = lexicon.extract(original, 'de');
        for (const [at, mention] of carriedMentions({ original, changed }, mentions).entries()) {
          if (!mention) continue;
          expect(changed.slice(mention.start, mention.end)).toBe(mention.surface);
          expect(mention.surface.split(/\s+/u)).toEqual(mentions[at]!.surface.split(/\s+/u));
        }
      }),
    );
  });

  it('all stay in a caption that was not changed', () => {
    const text = 'Leber, Milz und beide Nieren unauffällig. Leber o. B.';
    const mentions = lexicon.extract(text, 'de');
    expect(carriedMentions({ original: text, changed: text }, mentions)).toEqual(mentions);
  });
});
