import { describe, expect, it } from 'vitest';
import { type ClassName, idOf } from '../anatomy/classes.ts';
import { createLexiconExtractor } from '../mention/lexicon-extractor.ts';
import type { DerivedPair, SliceDerivation } from './derivation.ts';
import { deriveSlice } from './derive-slice.ts';
import { DEFAULT_SWITCHES, type DerivationSwitches } from './switches.ts';

const extractor = createLexiconExtractor();
const SIZE = 100;

type Rectangle = readonly [className: ClassName, x1: number, y1: number, x2: number, y2: number];

/** A 100 x 100 slice of 1 mm pixels with a spinal cord in the middle. */
function derive(
  rectangles: readonly Rectangle[],
  captions: { de?: string; en?: string },
  options: { switches?: Partial<DerivationSwitches>; modality?: 'CT' | 'MR' } = {},
): SliceDerivation {
  const mask = new Uint8Array(SIZE * SIZE);
  for (const [name, x1, y1, x2, y2] of [['spinal_cord', 48, 70, 52, 74] as const, ...rectangles]) {
    for (let y = y1; y < y2; y += 1) mask.fill(idOf(name), y * SIZE + x1, y * SIZE + x2);
  }
  return deriveSlice({
    mask,
    modality: options.modality ?? 'CT',
    geometry: {
      width: SIZE,
      height: SIZE,
      spacingMm: { x: 1, y: 1 },
      xDirection: [1, 0, 0],
      yDirection: [0, 1, 0],
    },
    captions: (['de', 'en'] as const).flatMap((language) => {
      const text = captions[language];
      return text === undefined ? [] : [{ language, text, mentions: extractor.extract(text, language) }];
    }),
    switches: { ...DEFAULT_SWITCHES, ...options.switches },
  });
}
const codes = (pair: DerivedPair | undefined): string[] => (pair?.findings ?? []).map(({ code }) => code);

describe('deriveSlice', () => {
  it('pairs what is mentioned with what is segmented and keeps the rest as omissions', () => {
    const { pairs, omissions } = derive(
      [
        ['liver', 10, 10, 40, 50],
        ['aorta', 50, 50, 60, 60],
      ],
      { de: 'Leber und Milz normal.', en: 'Liver and spleen normal.' },
    );
    expect(pairs.map(({ classId, box }) => ({ classId, box }))).toEqual([
      { classId: idOf('liver'), box: [10, 10, 40, 50] },
    ]);
    expect(pairs[0]!.mentions.map(({ surface }) => surface)).toEqual(['Leber', 'Liver']);
    expect(omissions).toEqual([
      { classId: idOf('spleen'), reason: 'mentioned-not-segmented' },
      { classId: idOf('aorta'), reason: 'segmented-not-mentioned' },
      { classId: idOf('spinal_cord'), reason: 'segmented-not-mentioned' },
    ]);
  });

  it('joins lobes for a mention of the whole lung, and does not when told so', () => {
    const lobes: Rectangle[] = [
      ['lung_upper_lobe_left', 60, 10, 80, 30],
      ['lung_lower_lobe_left', 60, 30, 90, 60],
    ];
    const joined = derive(lobes, { de: 'Linke Lunge belüftet.' });
    expect(joined.pairs[0]).toMatchObject({
      classId: idOf('lung_left'),
      box: [60, 10, 90, 60],
      regionClassIds: [10, 11],
    });
    const strict = derive(lobes, { de: 'Linke Lunge belüftet.' }, { switches: { joinParts: false } });
    expect(strict.pairs).toEqual([]);
  });

  it('says when a slice has no segmentation at all', () => {
    const { omissions } = deriveSlice({
      mask: null,
      modality: 'CT',
      geometry: {
        width: 1,
        height: 1,
        spacingMm: { x: 1, y: 1 },
        xDirection: [1, 0, 0],
        yDirection: [0, 1, 0],
      },
      captions: [{ language: 'de', text: 'Milz.', mentions: extractor.extract('Milz.', 'de') }],
      switches: DEFAULT_SWITCHES,
    });
    expect(omissions).toEqual([{ classId: idOf('spleen'), reason: 'no-segmentation' }]);
  });
});

describe('findings', () => {
  it('nothing odd, nothing said', () => {
    const { pairs } = derive([['liver', 10, 10, 40, 50]], { de: 'Leber homogen.', en: 'Homogeneous liver.' });
    expect(codes(pairs[0])).toEqual([]);
    expect(pairs[0]!.priority).toBe(0);
  });

  it('a kidney on the other side of the spine than its name', () => {
    const { pairs } = derive([['kidney_left', 10, 40, 30, 60]], { de: 'Linke Niere unauffällig.' });
    expect(pairs[0]!.findings[0]).toMatchObject({
      code: 'side-disagrees-with-image',
      params: { claimed: 'left', found: 'right', distanceMm: 30 },
    });
  });

  it('a union box over parts that lie far apart, with the numbers of the sentence', () => {
    const { pairs } = derive(
      [
        ['spleen', 70, 40, 90, 60],
        ['spleen', 10, 40, 14, 45],
      ],
      { de: 'Milz.', en: 'Spleen.' },
    );
    expect(pairs[0]!.findings[0]).toMatchObject({
      code: 'box-spans-far-parts',
      params: { parts: 2, gapMm: 56, sharePercent: 5, smallerPercent: 75 },
    });
  });

  it('a stem inside a compound, whose tag the published loader loses', () => {
    const { pairs } = derive([['liver', 10, 10, 40, 50]], { de: 'Multiple Leberzysten.' });
    expect(pairs[0]!.findings.find(({ code }) => code === 'tag-lost-at-compound')?.params).toMatchObject({
      surface: 'Leber',
      word: 'Leberzysten',
    });
  });

  it('a class that the modality has no mask for, but not a whole that was joined from masks it has', () => {
    const whole = derive([['lung_left', 60, 10, 80, 30]], { de: 'Linke Lunge belüftet.' });
    expect(codes(whole.pairs[0])).toContain('class-impossible-for-modality');
    const joined = derive([['lung_upper_lobe_left', 60, 10, 80, 30]], { de: 'Linke Lunge belüftet.' });
    expect(codes(joined.pairs[0])).not.toContain('class-impossible-for-modality');
  });

  it.each([
    ['a negated mention', 'mention-negated', [['spleen', 70, 40, 90, 60]], { de: 'Keine Läsion der Milz.' }],
    ['a tiny mask', 'mask-tiny', [['spleen', 70, 40, 72, 42]], { de: 'Milz.' }],
    ['a box at the border', 'box-touches-border', [['liver', 0, 10, 40, 50]], { de: 'Leber.' }],
    [
      'languages that name different sides',
      'languages-name-different-classes',
      [['kidney_left', 70, 40, 90, 60]],
      { de: 'Linke Niere.', en: 'Right kidney.' },
    ],
    [
      'a mention missing in the translation',
      'mention-missing-in-other-language',
      [['spleen', 70, 40, 90, 60]],
      { de: 'Milz.', en: 'Normal.' },
    ],
  ] as const)('%s', (_name, code, rectangles, captions) => {
    expect(codes(derive(rectangles, captions).pairs[0])).toContain(code);
  });

  it('raise the priority, never beyond 1', () => {
    const { pairs } = derive([['kidney_left', 0, 40, 3, 42]], {
      de: 'Keine Zyste der linken Niere.',
      en: 'Right kidney.',
    });
    expect(pairs[0]!.priority).toBeGreaterThan(0.8);
    expect(pairs[0]!.priority).toBeLessThanOrEqual(1);
  });
});
