import type { Mention } from '../../src/shared/domain/mention/mention.ts';
import { classNameOf } from '../../src/shared/domain/anatomy/classes.ts';

interface Expected {
  readonly keyword: string;
  readonly category: string;
  readonly alt?: readonly string[];
}

/** One annotated sentence; `part` tells tuning sentences from held-out ones. */
export interface GoldSentence {
  readonly id: string;
  readonly lang: 'de' | 'en';
  readonly text: string;
  readonly expected: readonly Expected[];
  readonly optional: readonly { readonly category: string }[];
  readonly part?: 'tuning' | 'held-out';
}

export function parseGold(jsonl: string): GoldSentence[] {
  return jsonl
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as GoldSentence);
}

/**
 * F1 over mentions: right when the class matches and the keyword is the expected one or one of its alternatives. Found
 * classes that the sentence lists as optional count neither way.
 */
export function mentionF1(
  gold: readonly GoldSentence[],
  find: (sentence: GoldSentence) => readonly Mention[],
): number {
  let [right, wrong, missed] = [0, 0, 0];
  for (const sentence of gold) {
    const open = [...sentence.expected];
    const optional = new Set(sentence.optional.map(({ category }) => category));
    for (const { surface, classIds } of find(sentence)) {
      for (const category of classIds.map(classNameOf)) {
        const match = open.findIndex(
          (one) => one.category === category && (one.keyword === surface || one.alt?.includes(surface)),
        );
        if (match >= 0) {
          open.splice(match, 1);
          right += 1;
        } else if (!optional.has(category)) wrong += 1;
      }
    }
    missed += open.length;
  }
  return (2 * right) / (2 * right + wrong + missed);
}
