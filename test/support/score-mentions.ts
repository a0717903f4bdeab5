import type { Mention } from '../../src/shared/domain/mention/mention.ts';
import { classNameOf } from '../../src/shared/domain/anatomy/classes.ts';

interface Expected {
  readonly keyword: string;
  readonly category: string;
  readonly alt?: readonly string[];
  /** The clause denies a finding or calls the structure normal; absent where nobody said. */
  readonly negated?: boolean;
}

/** One annotated sentence; `part` tells sentences that rules were tuned on from those that were held out. */
export interface GoldSentence {
  readonly id: string;
  readonly lang: 'de' | 'en';
  readonly text: string;
  readonly expected: readonly Expected[];
  readonly optional: readonly { readonly category: string }[];
  readonly part?: 'tuning' | 'dev' | 'held-out';
}

export interface MentionScore {
  /** Class and span right. */
  readonly f1: number;
  /** Class right, each class once a sentence. */
  readonly classF1: number;
  /** Share of the mentions found whose negated-or-normal flag is right; NaN where the gold has none. */
  readonly flags: number;
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
export function scoreMentions(
  gold: readonly GoldSentence[],
  find: (sentence: GoldSentence) => readonly Mention[],
): MentionScore {
  const [spans, classes, flags] = [new Tally(), new Tally(), new Tally()];
  for (const sentence of gold) {
    const open = [...sentence.expected];
    const optional = new Set(sentence.optional.map(({ category }) => category));
    const found = find(sentence).flatMap((mention) =>
      mention.classIds.map((id) => ({ mention, category: classNameOf(id) })),
    );
    for (const { mention, category } of found) {
      const { surface, negated, normal } = mention;
      const match = open.findIndex(
        (one) => one.category === category && (one.keyword === surface || one.alt?.includes(surface)),
      );
      if (match >= 0) {
        const [{ negated: expected }] = open.splice(match, 1) as [Expected];
        if (expected !== undefined) flags.add((negated || normal) === expected ? 1 : 0, 1);
        spans.right += 1;
      } else if (!optional.has(category)) spans.wrong += 1;
    }
    spans.missed += open.length;
    const [named, expected] = [
      new Set(found.map(({ category }) => category)),
      new Set(sentence.expected.map(({ category }) => category)),
    ];
    const right = [...named].filter((category) => expected.has(category)).length;
    classes.right += right;
    classes.wrong += [...named].filter(
      (category) => !expected.has(category) && !optional.has(category),
    ).length;
    classes.missed += expected.size - right;
  }
  return { f1: spans.f1, classF1: classes.f1, flags: flags.share };
}

class Tally {
  right = 0;
  wrong = 0;
  missed = 0;
  private total = 0;

  add(right: number, total: number): void {
    this.right += right;
    this.total += total;
  }

  get f1(): number {
    return (2 * this.right) / (2 * this.right + this.wrong + this.missed);
  }

  get share(): number {
    return this.right / this.total;
  }
}
