import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLexiconExtractor } from '../../src/shared/domain/mention/lexicon-extractor.ts';
import { type Figure, type Suite, atLeast, cpuSeconds } from '../figure.ts';

interface Line {
  readonly lang: 'de' | 'en';
  readonly text: string;
}

const CAPTIONS = 100_000;

/** The embedded extractor on our own sentences, over and over. */
export const mentions: Suite = {
  name: 'mentions',
  title: 'captions a second through the lexicon, one thread',
  run: async () => {
    const file = join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'mentions', 'blind-1.jsonl');
    const lines = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    const extractor = createLexiconExtractor();
    const pass = (count: number): number => {
      let found = 0;
      for (let n = 0; n < count; n += 1) {
        const { text, lang } = lines[n % lines.length]!;
        found += extractor.extract(text, lang).length;
      }
      return found;
    };
    pass(5000);
    const { result: found, seconds } = await cpuSeconds(() => pass(CAPTIONS));
    return [
      {
        name: 'captions per processor second',
        value: CAPTIONS / seconds,
        unit: '/s',
        goal: atLeast(20_000),
        note: `${CAPTIONS} captions, ${found} mentions`,
      } satisfies Figure,
    ];
  },
};
