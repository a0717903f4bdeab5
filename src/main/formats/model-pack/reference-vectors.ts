import { z } from 'zod';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { TextEmbeddingPlan } from './text-embedding-manifest.ts';

const ReferenceSchema = z.strictObject({
  references: z
    .array(z.strictObject({ text: z.string().min(1).max(1000), vector: z.array(z.number()) }))
    .min(2)
    .max(64),
});
/** Texts with the vectors that an embedding has to give for them. */
export type ReferenceVectors = z.infer<typeof ReferenceSchema>['references'];

/** A vector that is shorter than this has no direction. */
const SHORTEST = 1e-6;

/**
 * The reference vectors of a text embedding, as its self-test file holds them: each of the embedding's width, no text twice.
 *
 * @throws AppError models.bad-self-test
 */
export function parseReferences(
  json: unknown,
  { width, selfTest: { file } }: Pick<TextEmbeddingPlan, 'width' | 'selfTest'>,
): ReferenceVectors {
  const wrong = (detail: string, cause?: unknown): AppError =>
    new AppError('models.bad-self-test', { file, detail }, { cause });
  const { success, data, error } = ReferenceSchema.safeParse(json);
  if (!success) {
    const [issue] = error.issues;
    throw wrong(issue ? `${issue.path.join('.')}: ${issue.message}` : error.message, error);
  }
  const { references } = data;
  for (const [at, { vector }] of references.entries()) {
    if (vector.length !== width) throw wrong(`references.${at}.vector: ${vector.length} ≠ ${width}`);
    if (lengthOf(vector) < SHORTEST) throw wrong(`references.${at}.vector: 0`);
  }
  const texts = new Set(references.map(({ text }) => text));
  if (texts.size < references.length) throw wrong('references: text × 2');
  return references;
}

/** Euclidean. */
export const lengthOf = (vector: ArrayLike<number>): number => {
  let sum = 0;
  for (let at = 0; at < vector.length; at += 1) sum += vector[at]! * vector[at]!;
  return Math.sqrt(sum);
};
