import { z } from 'zod';
import { TextEmbeddingSchema } from '../../formats/model-pack/text-embedding-manifest.ts';
import type { TaskSchemas } from '../task-schemas.ts';

const pack = {
  /** Absolute folder of a checked pack. */
  dir: z.string(),
  plan: TextEmbeddingSchema,
};

const TestSchema = z.strictObject({
  texts: z.int(),
  /** The largest distance of a reference text's vector from the maker's, both at length 1. */
  distance: z.number(),
});

/**
 * Vectors of texts, as they come. Before the first text the pack's own reference texts are embedded, on the same device, and held
 * against its maker's vectors; without texts that is all. Progress counts texts.
 */
export const embedTextsSchemas = {
  lane: 'embed',
  /** Loading a model of 300 million parameters from a slow disk takes minutes; a batch does not. */
  quietLimitMs: 900_000,
  input: z.strictObject({ ...pack, texts: z.array(z.string()).max(1_000_000) }),
  part: z.strictObject({
    /** Places of the texts in the list. */
    places: z.array(z.int().min(0)),
    /** Row-major [places, width]. */
    vectors: z.custom<Float32Array>((value) => value instanceof Float32Array),
  }),
  result: TestSchema,
} as const satisfies TaskSchemas;

/** The same test alone, of a pack that is being added or checked; it lets go of the pack's files again. */
export const testEmbeddingSchemas = {
  lane: 'packs',
  quietLimitMs: 900_000,
  input: z.strictObject(pack),
  part: z.never(),
  result: TestSchema,
} as const satisfies TaskSchemas;
