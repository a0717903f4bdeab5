import { z } from 'zod';
import { isPackPath } from './pack-path.ts';

/**
 * A sentence embedding: texts of like meaning become vectors of like direction. One graph, and a tokenizer as the Hugging Face
 * libraries write it (`tokenizer.json`, `tokenizer_config.json`).
 */
export const TextEmbeddingSchema = z
  .strictObject({
    onnx: z.string(),
    /** What the graph takes, each int64 [b, n]: token ids, ones, and zeros as the tokenizer's own types of tokens. */
    inputs: z.union([
      z.tuple([z.literal('input_ids'), z.literal('attention_mask')]),
      z.tuple([z.literal('input_ids'), z.literal('attention_mask'), z.literal('token_type_ids')]),
    ]),
    /** `last_hidden_state` [b, n, width], which is pooled here, or `sentence_embedding` [b, width], which the graph has pooled. */
    output: z.enum(['last_hidden_state', 'sentence_embedding']),
    /** How the vectors of tokens become one: their mean, that of the first or the last token, or none where the graph did it. */
    pooling: z.enum(['mean', 'cls', 'last', 'none']),
    /** Whether the vector is brought to length 1. */
    normalisation: z.enum(['l2', 'none']),
    /** Put before each text, where the model was trained with such words: "query: ". */
    prefix: z.string().max(500),
    /** Longest row of tokens with those that the tokenizer adds; the rest of a text is cut off. */
    maxTokens: z.int().min(8).max(8192),
    width: z.int().min(1).max(8192),
    /** Numbers that weights are stored or computed in; of int8 each text is embedded alone, because its scales are those of a batch. */
    precision: z.enum(['fp32', 'fp16', 'int8']),
    languages: z.array(z.enum(['de', 'en'])).min(1),
    /** Reference texts with the vectors that the maker's own library gave for them, and how far ours may lie from those. */
    selfTest: z.strictObject({
      file: z
        .string()
        .refine((path) => isPackPath(path) && path.endsWith('.json'), 'a JSON file of the pack'),
      tolerance: z.number().positive().max(0.2),
    }),
  })
  .refine(({ output, pooling }) => (output === 'sentence_embedding') === (pooling === 'none'), {
    path: ['pooling'],
    error: 'none for a graph that gives sentence_embedding, and only for it',
  });
export type TextEmbeddingPlan = z.infer<typeof TextEmbeddingSchema>;

export const TOKENIZER_FILE = 'tokenizer.json';
export const TOKENIZER_CONFIG_FILE = 'tokenizer_config.json';
