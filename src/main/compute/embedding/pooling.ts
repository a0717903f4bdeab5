import type { TextEmbeddingPlan } from '../../formats/model-pack/text-embedding-manifest.ts';
import { lengthOf } from '../../formats/model-pack/reference-vectors.ts';

/** Vectors of the tokens of one text, row-major [tokens, width]; every row counts, because nothing is padded. */
export interface TokenVectors {
  readonly data: Float32Array;
  readonly tokens: number;
  readonly width: number;
}

/**
 * One vector from those of a text's tokens. The mean is that of sentence-transformers with a mask of ones. Sums are in double
 * precision and rounded once.
 */
export function pooled(
  { data, tokens, width }: TokenVectors,
  pooling: Exclude<TextEmbeddingPlan['pooling'], 'none'>,
): Float32Array {
  if (pooling === 'cls') return data.slice(0, width);
  if (pooling === 'last') return data.slice((tokens - 1) * width, tokens * width);
  const sums = new Float64Array(width);
  for (let at = 0; at < tokens * width; at += 1) sums[at % width]! += data[at]!;
  return Float32Array.from(sums, (sum) => sum / tokens);
}

/** The vector at length 1; one without a length stays as it is. */
export function unit(vector: Float32Array): Float32Array {
  const length = lengthOf(vector);
  return length > 0 ? vector.map((value) => value / length) : vector;
}
