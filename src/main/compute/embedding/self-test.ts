import { AppError } from '../../../shared/contract/app-error.ts';
import { lengthOf, parseReferences } from '../../formats/model-pack/reference-vectors.ts';
import type { Provider } from '../device.ts';
import { readJson } from '../read-json.ts';
import type { EmbeddingFiles, TextEmbeddingModel } from './text-embedding.ts';

/** How a model stood its test. */
export interface EmbeddingTest {
  /** Number of reference texts. */
  readonly texts: number;
  /** The largest distance of a vector from its reference, both at length 1. */
  readonly distance: number;
}

const DIGITS = 3;

/**
 * Embeds the reference texts of a pack and holds the vectors against those of its maker's library. Distances are Euclidean between
 * vectors of length 1: no similarity of two texts is further off than the sum of both.
 *
 * @throws AppError models.self-test-failed, models.bad-self-test, and whatever embedding throws
 */
export async function testEmbedding(
  model: Pick<TextEmbeddingModel, 'embed'>,
  { dir, plan }: EmbeddingFiles,
  provider: Provider,
): Promise<EmbeddingTest> {
  const { file, tolerance } = plan.selfTest;
  const references = parseReferences(await readJson(dir, file), plan);
  let distance = 0;
  for await (const vectors of model.embed(references.map(({ text }) => text)))
    for (const [at, vector] of vectors) {
      const found = distanceOf(vector, references[at]!.vector);
      if (!(found <= tolerance))
        throw new AppError('models.self-test-failed', {
          file,
          text: at + 1,
          found: found.toPrecision(DIGITS),
          tolerance,
          provider,
        });
      distance = Math.max(distance, found);
    }
  return { texts: references.length, distance };
}

/** Between the directions of two vectors of the same width: 0 to 2. */
function distanceOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [lengthA, lengthB] = [lengthOf(a), lengthOf(b)];
  return lengthOf(Array.from({ length: a.length }, (_, at) => a[at]! / lengthA - b[at]! / lengthB));
}
