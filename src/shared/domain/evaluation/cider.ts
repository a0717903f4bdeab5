/** A written answer and the one it is held against. */
export interface AnswerPair {
  readonly candidate: string;
  readonly reference: string;
}

const ORDERS = 4;
const SIGMA = 6;
const SCALE = 10;

interface Counted {
  /** Words as a string joined by spaces → how often, for each length of n-gram from 1. */
  readonly counts: readonly ReadonlyMap<string, number>[];
  /** What CIDEr takes for a text's length: the number of its bigrams. */
  readonly bigrams: number;
}

/**
 * CIDEr-D of each answer (Vedantam et al. 2015) as pycocoevalcap's scorer computes it with one reference each, and as
 * RadGrounder's evaluation calls it: words between white space, case and punctuation kept, document frequencies from the
 * references that are scored together. 0-10; an answer of n words can have n-grams of n lengths only, so that a right answer of
 * one word gets 2.5. The figure of a set is the mean; that of a part of the set is the mean of the part's scores.
 */
export function ciderScores(pairs: readonly AnswerPair[]): number[] {
  const references = pairs.map(({ reference }) => count(reference));
  const frequency = new Map<string, number>();
  for (const { counts } of references)
    for (const grams of counts)
      for (const gram of grams.keys()) frequency.set(gram, (frequency.get(gram) ?? 0) + 1);
  const total = Math.log(pairs.length);
  const idf = (gram: string): number => total - Math.log(Math.max(1, frequency.get(gram) ?? 0));
  return pairs.map(({ candidate }, at) => scoreOf(count(candidate), references[at]!, idf));
}

function count(text: string): Counted {
  const words = text.split(/\s+/).filter(Boolean);
  const counts = Array.from({ length: ORDERS }, (_, order) => {
    const grams = new Map<string, number>();
    for (let at = 0; at + order < words.length; at += 1) {
      const gram = words.slice(at, at + order + 1).join(' ');
      grams.set(gram, (grams.get(gram) ?? 0) + 1);
    }
    return grams;
  });
  return { counts, bigrams: Math.max(0, words.length - 1) };
}

function scoreOf(candidate: Counted, reference: Counted, idf: (gram: string) => number): number {
  const delta = candidate.bigrams - reference.bigrams;
  const penalty = Math.exp(-(delta ** 2) / (2 * SIGMA ** 2));
  let sum = 0;
  for (let order = 0; order < ORDERS; order += 1) {
    const mine = weighted(candidate.counts[order]!, idf);
    const theirs = weighted(reference.counts[order]!, idf);
    let dot = 0;
    for (const [gram, weight] of mine.weights) {
      const other = theirs.weights.get(gram) ?? 0;
      dot += Math.min(weight, other) * other;
    }
    const lengths = mine.length * theirs.length;
    sum += (lengths > 0 ? dot / lengths : dot) * penalty;
  }
  return (sum / ORDERS) * SCALE;
}

function weighted(grams: ReadonlyMap<string, number>, idf: (gram: string) => number) {
  const weights = new Map<string, number>();
  let squares = 0;
  for (const [gram, times] of grams) {
    const weight = times * idf(gram);
    weights.set(gram, weight);
    squares += weight ** 2;
  }
  return { weights, length: Math.sqrt(squares) };
}
