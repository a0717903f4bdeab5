import { type Similarity, cosine } from './similarity.ts';

/** Similarities that a report was made with: places in the list of texts, truth and predicted, and how alike they are. */
export interface SimilarityTable {
  readonly texts: readonly string[];
  readonly pairs: readonly (readonly [truth: number, predicted: number, similarity: number])[];
}

/** A similarity that writes down what it was asked. */
export interface Recorded {
  readonly similarity: Similarity;
  /** Everything that was asked so far, in the order of the first question. */
  readonly table: () => SimilarityTable;
}

export function recorded(similarity: Similarity): Recorded {
  const places = new Map<string, number>();
  const place = (text: string): number => {
    const at = places.get(text) ?? places.size;
    places.set(text, at);
    return at;
  };
  const known = new Map<string, number>();
  const pairs: [number, number, number][] = [];
  return {
    similarity: (truth, predicted) => {
      const pair = [place(truth), place(predicted)] as const;
      const key = pair.join();
      const value = known.get(key) ?? similarity(truth, predicted);
      if (!known.has(key)) pairs.push([...pair, value]);
      known.set(key, value);
      return value;
    },
    table: () => ({ texts: [...places.keys()], pairs }),
  };
}

/** The similarities of a table again. It throws where it is asked for a pair that the table does not hold. */
export function similarityFrom({ texts, pairs }: SimilarityTable): Similarity {
  const places = new Map(texts.map((text, at) => [text, at]));
  const known = new Map(pairs.map(([truth, predicted, value]) => [`${truth},${predicted}`, value]));
  return (truth, predicted) => {
    const value = known.get(`${places.get(truth)},${places.get(predicted)}`);
    if (value === undefined) throw new RangeError('A pair of texts that was never compared');
    return value;
  };
}

/** The same where what points away counts as nothing in common. */
export const atLeastNothing =
  (similarity: Similarity): Similarity =>
  (truth, predicted) =>
    Math.max(0, similarity(truth, predicted));

/**
 * The texts that somebody compares, found by letting them compare: `compare` is run once with a similarity that hears and
 * answers 0.
 */
export function comparedTexts(compare: (similarity: Similarity) => void): string[] {
  const texts = new Set<string>();
  compare((truth, predicted) => {
    texts.add(truth).add(predicted);
    return 0;
  });
  return [...texts];
}

/** Finer differences are those of processors and not of meaning; without them the same texts match the same way everywhere. */
const STEPS = 1e6;

/**
 * Cosine of vectors that are known already, rounded to six decimals: from -1 to 1, and 1 for the same text. The published
 * evaluator takes it as it is.
 */
export function similarityOfVectors(vectors: ReadonlyMap<string, Float32Array>): Similarity {
  const vector = (text: string): Float32Array => {
    const found = vectors.get(text);
    if (!found) throw new RangeError('A text without a vector');
    return found;
  };
  return (truth, predicted) => {
    const alike = cosine(vector(truth), vector(predicted));
    // Not -0, which no report would give back.
    return Math.round(Math.min(1, alike) * STEPS) / STEPS + 0;
  };
}
