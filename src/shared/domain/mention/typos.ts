/** Shorter words have too many neighbours that mean something else. Folded characters. */
const SHORTEST = 7;
const LONGEST = 28;
/** Bounds the memory; a corpus has fewer different long words that are no anatomy. */
const MOST_REMEMBERED = 20_000;

/**
 * Words one slip of the keyboard away from a known one: a letter left out, doubled, replaced, or two swapped. The first and the
 * last letter have to be right, so that "vertebral" is not taken for "vertebra". Known words are looked up by what is left of
 * them without one letter.
 */
export class Typos {
  private readonly byRest = new Map<string, string[]>();
  private readonly answers = new Map<string, string | undefined>();

  constructor(words: readonly string[]) {
    for (const word of words.filter(({ length }) => length >= SHORTEST && length <= LONGEST))
      for (const rest of [word, ...restsOf(word)])
        this.byRest.set(rest, [...(this.byRest.get(rest) ?? []), word]);
  }

  /** The known word that a folded word is a slip of, if exactly one. Remembered, for captions repeat their words. */
  nearest(word: string): string | undefined {
    if (word.length < SHORTEST || word.length > LONGEST) return undefined;
    if (this.answers.has(word)) return this.answers.get(word);
    const answer = this.search(word);
    if (this.answers.size >= MOST_REMEMBERED) this.answers.clear();
    this.answers.set(word, answer);
    return answer;
  }

  private search(word: string): string | undefined {
    let found: string | undefined;
    for (const rest of [word, ...restsOf(word)]) {
      for (const known of this.byRest.get(rest) ?? []) {
        if (known === found || !isSlip(word, known)) continue;
        if (found !== undefined) return undefined;
        found = known;
      }
    }
    return found;
  }
}

function restsOf(word: string): string[] {
  return Array.from({ length: word.length - 2 }, (_, i) => word.slice(0, i + 1) + word.slice(i + 2));
}

/** One insertion, deletion, substitution or swap of neighbours apart, not at the ends. */
function isSlip(a: string, b: string): boolean {
  if (a[0] !== b[0] || a.at(-1) !== b.at(-1) || Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from += 1;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - from && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const [inA, inB] = [a.slice(from, a.length - tail), b.slice(from, b.length - tail)];
  if (inA.length <= 1 && inB.length <= 1) return true;
  return inA.length === 2 && inB.length === 2 && inA[0] === inB[1] && inA[1] === inB[0];
}
