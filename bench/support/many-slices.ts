import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { classId } from '../../src/shared/domain/anatomy/classes.ts';
import type { DerivedPair } from '../../src/shared/domain/grounding/derivation.ts';
import { seededRandom } from '../../src/shared/lib/random.ts';
import type { SliceRecord } from '../../src/main/store/slice-store.ts';
import { sliceRecord } from '../../test/support/slice-record.ts';

const fixtures = join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'mentions', 'blind-1.jsonl');
const SYLLABLES = 'ba ke li mo nu ra se ti vo zu gran hel kor pla stro then'.split(' ');
/** Words that occur in real captions besides ours: as many different ones as a data set of this size has. */
const RARE_WORDS = 60_000;

/**
 * Slices for a project of the published size: captions put together from sentences of our own and from made-up rare words, so
 * that the search index has a vocabulary of the usual length; five pairs each, every fourth with a finding.
 */
export function* manySlices(count: number, seed = 1): Generator<SliceRecord> {
  const random = seededRandom(seed);
  const sentences = { de: sentencesIn('de'), en: sentencesIn('en') };
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const rare = (): string => {
    let n = Math.floor(random() ** 3 * RARE_WORDS);
    let word = '';
    for (let part = 0; part < 4; part += 1, n = Math.floor(n / SYLLABLES.length))
      word += SYLLABLES[n % SYLLABLES.length]!;
    return word;
  };
  for (let n = 0; n < count; n += 1) {
    const text = (language: 'de' | 'en'): string =>
      [one(sentences[language]), rare(), one(sentences[language]), rare()].join(' ');
    yield {
      ...sliceRecord(n),
      captions: (['de', 'en'] as const).map((language) => ({
        language,
        text: text(language),
        isOriginal: null,
      })),
      pairs: pairsOf(n, random),
    };
  }
}

function pairsOf(n: number, random: () => number): DerivedPair[] {
  const [template] = sliceRecord(n).pairs;
  const first = Math.floor(random() * 116);
  return Array.from({ length: 5 }, (_, part) => {
    const id = classId(1 + ((first + part * 23) % 117));
    const findings: DerivedPair['findings'] =
      random() < 0.25 ? [{ code: 'mask-tiny', params: { pixels: 5 }, weight: 0.3 }] : [];
    return { ...template!, classId: id, regionClassIds: [id], findings, priority: random() };
  });
}

function sentencesIn(language: 'de' | 'en'): string[] {
  return readFileSync(fixtures, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { lang: string; text: string })
    .filter(({ lang }) => lang === language)
    .map(({ text }) => text);
}
