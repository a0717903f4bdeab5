/**
 * Whether two answers are the same, as RadGrounder's evaluation takes it: whatever is no letter (German ones included), digit
 * or space becomes a space, then case and runs of spaces do not count.
 */
export const sameAnswer = (candidate: string, reference: string): boolean =>
  plain(candidate) === plain(reference);

/**
 * Token F1 of SQuAD's evaluation script (Rajpurkar et al. 2016), 0-1: lower case, ASCII punctuation deleted and not replaced,
 * English articles left out, words as a multiset. If either has no words: 1 if neither has.
 */
export function tokenF1(candidate: string, reference: string): number {
  const [mine, theirs] = [squadTokens(candidate), squadTokens(reference)];
  if (mine.length === 0 || theirs.length === 0) return Number(mine.length === theirs.length);
  const shared = overlap(mine, theirs);
  return shared === 0 ? 0 : (2 * shared) / (mine.length + theirs.length);
}

/** Share of the reference's words that stand in the candidate, 0-1; with no reference, 1 only for an empty candidate. */
export function tokenRecall(candidate: string, reference: string): number {
  const [mine, theirs] = [squadTokens(plain(candidate)), squadTokens(plain(reference))];
  if (theirs.length === 0) return Number(mine.length === 0);
  return overlap(mine, theirs) / theirs.length;
}

function plain(text: string): string {
  return text
    .replaceAll(/[^a-zA-Z0-9äöüÄÖÜß ]+/g, ' ')
    .trim()
    .toLowerCase()
    .replaceAll(/\s+/g, ' ');
}

function squadTokens(text: string): string[] {
  return text
    .toLowerCase()
    .replaceAll(/[!-/:-@[-`{-~]/g, '')
    .replaceAll(/(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu, ' ')
    .split(/\s+/)
    .filter(Boolean);
}

function overlap(mine: readonly string[], theirs: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of theirs) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of mine) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    shared += 1;
  }
  return shared;
}
