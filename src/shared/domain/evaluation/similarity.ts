/** How alike two mentions are by what they mean: 1 the same, 0 nothing in common. */
export type Similarity = (truth: string, predicted: string) => number;

/** Turns a text into a vector; texts of like meaning lie in like directions. */
export interface TextEmbedding {
  /** Stands in every report, because figures of different embeddings cannot be compared. */
  readonly name: string;
  readonly version: string;
  embed(text: string): Float32Array;
}

/** Cosine of the angle between two vectors of the same length; 0 where one of them is zero. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let [dot, aa, bb] = [0, 0, 0];
  for (let at = 0; at < a.length; at += 1) {
    const [x, y] = [a[at]!, b[at]!];
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa > 0 && bb > 0 ? dot / Math.sqrt(aa * bb) : 0;
}

/** Cosine similarity with each text embedded once. What points away counts as nothing in common. */
export function similarityBy(embedding: TextEmbedding): Similarity {
  const known = new Map<string, Float32Array>();
  const vector = (text: string): Float32Array => {
    const found = known.get(text) ?? embedding.embed(text);
    known.set(text, found);
    return found;
  };
  return (truth, predicted) => Math.min(1, Math.max(0, cosine(vector(truth), vector(predicted))));
}
