import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { classIdByName } from '../../src/shared/domain/anatomy/classes.ts';
import { createLexiconExtractor } from '../../src/shared/domain/mention/lexicon-extractor.ts';
import { type GoldSentence, parseGold, scoreMentions } from '../support/score-mentions.ts';
import { hasSharedData, sharedData } from '../support/shared-data.ts';

const extractor = createLexiconExtractor();
const find = ({ text, lang }: GoldSentence) => extractor.extract(text, lang);
const goldOf = (file: string): GoldSentence[] =>
  parseGold(readFileSync(join(import.meta.dirname, '..', 'fixtures', 'mentions', file), 'utf8'));

/** Each set with the part that rules were tuned on; the rest was not looked at. */
const SETS = [
  ['gold.jsonl', 'tuning'],
  ['blind-1.jsonl', 'dev'],
  ['blind-2.jsonl', 'dev'],
] as const;

describe.each(SETS)('mentions found by the lexicon in %s', (file, tuned) => {
  const gold = goldOf(file);

  it.each([
    [tuned, 'de'],
    [tuned, 'en'],
    ['held-out', 'de'],
    ['held-out', 'en'],
  ] as const)('reach F1 0.95 on the %s part, %s', (part, lang) => {
    const sentences = gold.filter((sentence) => sentence.part === part && sentence.lang === lang);
    expect(sentences.length).toBeGreaterThan(10);
    const score = scoreMentions(sentences, find);
    expect(score.f1).toBeGreaterThanOrEqual(0.95);
    expect(score.classF1).toBeGreaterThanOrEqual(0.95);
  });

  it('is scored so that finding nothing is 0', () => {
    expect(scoreMentions(gold, () => []).f1).toBe(0);
  });

  it('has labels that stand in their sentence and are classes', () => {
    for (const { text, expected, optional, id } of gold) {
      for (const { keyword, alt = [], category } of expected) {
        expect(
          [keyword, ...alt].filter((words) => !text.includes(words)),
          id,
        ).toEqual([]);
        expect(classIdByName(category), id).toBeDefined();
      }
      for (const { category } of optional) expect(classIdByName(category), id).toBeDefined();
    }
    expect(new Set(gold.map(({ id }) => id)).size).toBe(gold.length);
  });
});

describe('mentions found by the lexicon', () => {
  it.skipIf(!hasSharedData)('reach F1 0.95 on the independent sample', () => {
    const sample = parseGold(readFileSync(sharedData('mentions-sample.jsonl'), 'utf8'));
    expect(scoreMentions(sample, find).f1).toBeGreaterThanOrEqual(0.95);
  });

  it('say rightly in nine of ten whether a clause denies or calls normal', () => {
    expect(scoreMentions(goldOf('blind-1.jsonl'), find).flags).toBeGreaterThan(0.9);
  });

  it('take in proportion longer for longer text', () => {
    const sentence = 'Kein Herd in Leber, Milz, Segment V/VI, Ober- und Unterlappen re. L4/5. ';
    const best = (count: number): number =>
      Math.min(
        ...Array.from({ length: 4 }, () => {
          const start = process.cpuUsage();
          extractor.extract(sentence.repeat(count), 'de');
          return process.cpuUsage(start).user;
        }),
      );
    best(400);
    // Four times the text; quadratic would be sixteen times the time.
    expect(best(4000) / best(1000)).toBeLessThan(9);
  }, 30_000);
});
