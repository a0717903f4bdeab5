import { describe, expect, it } from 'vitest';
import { createLexiconExtractor } from '../../../shared/domain/mention/lexicon-extractor.ts';
import { type ClassId, idOf } from '../../../shared/domain/anatomy/classes.ts';
import type { Language } from '../../../shared/domain/mention/mention.ts';
import type { StoredPair } from '../../store/pair-rows.ts';
import type { StoredCaption } from '../../store/slice-reader.ts';
import type { TextKey, TextResult } from '../../store/text-store.ts';
import { type Unused, exportedTexts } from './captions.ts';

const lexicon = createLexiconExtractor();
const caption = (language: Language, text: string): StoredCaption => ({
  language,
  text,
  sha256: `${language} ${text}`,
  isOriginal: null,
});
const pair = (pairId: number, derivedClassId: ClassId, captions: readonly StoredCaption[]): StoredPair => {
  const mentions = captions
    .flatMap(({ text, language }) => lexicon.extract(text, language))
    .filter(({ classIds }) => classIds.includes(derivedClassId));
  return { pairId, classId: derivedClassId, derivedClassId, mentions } as unknown as StoredPair;
};

/** Exports one German caption with liver and spleen, on which a model answered so. */
function exported(german: string, answers: Record<string, unknown>, settings = { translations: true }) {
  const captions = [caption('de', german)];
  const pairs = [pair(1, idOf('liver'), captions), pair(2, idOf('spleen'), captions)];
  const unused: Unused[] = [];
  const newest = ({ task }: Pick<TextKey, 'task'>): TextResult | undefined =>
    answers[task] === undefined
      ? undefined
      : ({
          output: JSON.stringify(answers[task]),
          producer: 'm',
          version: 'v',
          createdAt: 't',
        } as TextResult);
  const store = { texts: { newest } } as unknown as Parameters<typeof exportedTexts>[2]['store'];
  const texts = exportedTexts(
    { captions, pairs },
    { captions: 'rewritten', ...settings },
    { store, lexicon, unused: (reason) => unused.push(reason) },
  );
  const words = texts.pairs.map(({ mentions }) =>
    mentions.map(({ language, start, end }) =>
      texts.captions.find((one) => one.language === language)!.text.slice(start, end),
    ),
  );
  return { captions: texts.captions.map(({ text, made }) => [made?.kind, text]), words, unused };
}

const GERMAN = 'Unverändert Zyste in der Leber, 12 mm. Milz unauffällig.';
const rewriting = { removed: ['Unverändert'], caption: 'Zyste in der Leber, 12 mm. Milz unauffällig.' };
const translation = (score: number) => ({
  english: 'Unchanged cyst in the liver, 12 mm. Unremarkable spleen.',
  judgement: { score, faults: [] },
  rounds: 1,
});

describe('captions that leave', () => {
  it('are rewritten where a model wrote them so, and the pairs follow', () => {
    const { captions, words, unused } = exported(GERMAN, { rewriting });
    expect(captions).toEqual([['rewritten', rewriting.caption]]);
    expect(words).toEqual([['Leber'], ['Milz']]);
    expect(unused).toEqual([]);
  });

  it('stay as they are where a pair would lose its words', () => {
    const { captions, unused } = exported(GERMAN, {
      rewriting: { removed: [], caption: 'Zyste in der Leber, 12 mm.' },
    });
    expect(captions).toEqual([[undefined, GERMAN]]);
    expect(unused).toEqual(['mention-lost']);
  });

  it('stay as they are where nothing but comparison was in them', () => {
    expect(exported(GERMAN, { rewriting: { removed: [GERMAN], caption: ' ' } }).unused).toEqual(['empty']);
  });

  it('are joined by a translation that its judge found good, with words for the pairs', () => {
    const { captions, words } = exported(GERMAN, { translation: translation(4) });
    expect(captions).toEqual([
      [undefined, GERMAN],
      ['translated', translation(4).english],
    ]);
    expect(words).toEqual([
      ['Leber', 'liver'],
      ['Milz', 'spleen'],
    ]);
  });

  it('are joined by no translation with a grave fault, and by none that was not asked for', () => {
    expect(exported(GERMAN, { translation: translation(3) })).toMatchObject({
      captions: [[undefined, GERMAN]],
      unused: ['judged-bad'],
    });
    expect(exported(GERMAN, { translation: translation(5) }, { translations: false })).toMatchObject({
      captions: [[undefined, GERMAN]],
      unused: [],
    });
  });
});
