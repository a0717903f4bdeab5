import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLexiconExtractor } from '../../src/shared/domain/mention/lexicon-extractor.ts';
import { mentionF1, parseGold } from '../support/score-mentions.ts';
import { hasSharedData, sharedData } from '../support/shared-data.ts';

const extractor = createLexiconExtractor();
const gold = parseGold(
  readFileSync(join(import.meta.dirname, '..', 'fixtures', 'mentions', 'gold.jsonl'), 'utf8'),
);

describe('mentions found by the lexicon', () => {
  it.each([
    ['tuning', 'de'],
    ['tuning', 'en'],
    ['held-out', 'de'],
    ['held-out', 'en'],
  ] as const)('reach F1 0.95 on the %s part of our own gold set, %s', (part, lang) => {
    const sentences = gold.filter((sentence) => sentence.part === part && sentence.lang === lang);
    expect(sentences.length).toBeGreaterThan(25);
    expect(mentionF1(sentences, ({ text }) => extractor.extract(text, lang))).toBeGreaterThanOrEqual(0.95);
  });

  it.skipIf(!hasSharedData)('reach F1 0.95 on the independent sample', () => {
    const sample = parseGold(readFileSync(sharedData('mentions-sample.jsonl'), 'utf8'));
    expect(mentionF1(sample, ({ text, lang }) => extractor.extract(text, lang))).toBeGreaterThanOrEqual(0.95);
  });

  it('a scorer that finds nothing scores 0, so the test can fail', () => {
    expect(mentionF1(gold, () => [])).toBe(0);
  });
});
