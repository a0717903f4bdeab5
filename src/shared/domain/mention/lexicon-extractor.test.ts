import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classNameOf } from '../anatomy/classes.ts';
import { createLexiconExtractor } from './lexicon-extractor.ts';
import type { Language, Mention } from './mention.ts';

const extractor = createLexiconExtractor();
const find = (text: string, language: Language = 'de'): string[] =>
  extractor
    .extract(text, language)
    .flatMap(({ surface, classIds }) => classIds.map((id) => `${surface} → ${classNameOf(id)}`));

/** Pairs of mentions that overlap without one lying in the other. */
const crossings = (mentions: readonly Mention[]): string[] =>
  mentions.flatMap((a, i) =>
    mentions
      .slice(i + 1)
      .filter((b) => a.start < b.start && b.start < a.end && a.end < b.end)
      .map((b) => `${a.surface} × ${b.surface}`),
  );

describe('the lexicon extractor', () => {
  it.each<[string, Language, string[]]>([
    ['Leberzyste.', 'de', ['Leber → liver']],
    ['Nierenbecken rechts erweitert.', 'de', ['Nierenbecken rechts → kidney_right']],
    ['Z. n. Splenektomie.', 'de', []],
    ['Nieren bds. schlank.', 'de', ['Nieren bds. → kidney_left', 'Nieren bds. → kidney_right']],
    ['Rechte und linke Niere.', 'de', ['Rechte → kidney_right', 'linke Niere → kidney_left']],
    ['10. und 11. Rippe rechts.', 'de', ['10. → rib_right_10', '11. Rippe rechts → rib_right_11']],
    [
      'BWK 8, Th9 und LWK 4/5.',
      'de',
      ['BWK 8 → vertebrae_T8', 'Th9 → vertebrae_T9', 'LWK 4 → vertebrae_L4', '5 → vertebrae_L5'],
    ],
    ['Oesophagus und Ösophagus.', 'de', ['Oesophagus → esophagus', 'Ösophagus → esophagus']],
    ['T2-hyperintense Läsion der Milz.', 'de', ['Milz → spleen']],
    [
      'Ribs 4 to 6 on the left.',
      'en',
      [
        'Ribs 4 → rib_left_4',
        '6 on the left → rib_left_6',
        'Ribs 4 to 6 on the left → rib_left_5',
      ].toSorted(),
    ],
    ['Niere.', 'de', []],
    ['T12 with wedging, T7 transverse process intact.', 'en', ['T12 → vertebrae_T12', 'T7 → vertebrae_T7']],
    [
      'Right upper and lower lobes.',
      'en',
      ['Right upper → lung_upper_lobe_right', 'lower lobes → lung_lower_lobe_right'],
    ],
    ['LI-RADS 4 in segment VIII, caudate lobe.', 'en', ['caudate lobe → liver', 'segment VIII → liver']],
    ['Right 5th and left 8th rib.', 'en', ['Right 5th → rib_right_5', 'left 8th rib → rib_left_8']],
    ['Left 7th posterior rib.', 'en', ['Left 7th posterior rib → rib_left_7']],
    ['Dilated ventricles with normal sulci.', 'en', ['ventricles → brain']],
    ['Dilated left ventricle.', 'en', ['left ventricle → heart']],
    ['V. femoralis links offen.', 'de', []],
    ['Duodenaldivertikel, tracheale Enge.', 'de', ['Duodenal → duodenum']],
    ['Linker Herzohrthrombus.', 'de', []],
    ['A. carotis comm. li. verkalkt.', 'de', ['A. carotis comm. li. → common_carotid_artery_left']],
    ['Humeruskopffraktur, li.', 'de', ['Humeruskopf → humerus_left']],
    [
      'Renal cyst, left. Humeral head fracture, right.',
      'en',
      ['Renal cyst → kidney_cyst_left', 'Humeral head → humerus_right'],
    ],
    ['Emboli in the left lower lobe pulmonary artery.', 'en', []],
    ['Rib fractures, right 5 and 8.', 'en', ['8 → rib_right_8', 'right 5 → rib_right_5']],
    ['50 ml, Herd im ML.', 'de', ['ML → lung_middle_lobe_right']],
  ])('%s', (text, language, expected) => {
    expect(find(text, language).toSorted()).toEqual([...expected].toSorted());
  });

  it('takes the side from the clause when the phrase has none', () => {
    expect(find('Rechts zeigt sich die Niere gestaut, links kein Befund.')).toEqual(['Niere → kidney_right']);
  });

  it('flags negated findings and normal organs, and keeps the mention', () => {
    const flags = (text: string, language: Language): Pick<Mention, 'negated' | 'normal'>[] =>
      extractor.extract(text, language).map(({ negated, normal }) => ({ negated, normal }));
    expect(flags('Keine Läsion in der Milz.', 'de')).toEqual([{ negated: true, normal: false }]);
    expect(flags('Milz unauffällig, Leberzyste.', 'de')).toEqual([
      { negated: false, normal: true },
      { negated: false, normal: false },
    ]);
    expect(flags('No lesion in the spleen.', 'en')).toEqual([{ negated: true, normal: false }]);
  });

  it('gives offsets whose characters are the surface, for any text', () => {
    const words = fc.constantFrom(
      'Leber',
      'Nierenzyste',
      'links',
      're.',
      'BWK',
      '8',
      '/',
      '.',
      'und',
      'Ö',
      '🫁',
      'Rippe',
      'Rippen',
      'Ober-',
      'Unterlappen',
      'upper',
      'lobes',
      'bis',
      '4.',
      'auf der',
      'L5',
      'left',
      'T2',
      ' ',
      '-',
      'ß',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(words).map((list) => list.join(' ')),
          fc.string({ unit: 'binary' }),
        ),
        fc.constantFrom('de' as const, 'en' as const),
        (text, language) => {
          for (const { start, end, surface, classIds } of extractor.extract(text, language)) {
            expect(text.slice(start, end)).toBe(surface);
            expect(end).toBeGreaterThan(start);
            expect(classIds.length).toBeGreaterThan(0);
          }
          expect(crossings(extractor.extract(text, language))).toEqual([]);
        },
      ),
    );
  });

  it.each([
    'linke '.repeat(20_000),
    '1, '.repeat(30_000),
    'L1-'.repeat(30_000),
    'A. '.repeat(30_000),
    'Leber'.repeat(20_000),
  ])(
    'answers on hostile text of 100,000 characters (%.8s…)',
    (text) => {
      expect(Array.isArray(extractor.extract(text, 'de'))).toBe(true);
    },
    5000,
  );
});
