import { z } from 'zod';
import { AppError } from '../../../shared/contract/app-error.ts';
import { parseReferences } from './reference-vectors.ts';
import { TOKENIZER_CONFIG_FILE, TOKENIZER_FILE, type TextEmbeddingPlan } from './text-embedding-manifest.ts';

/** What of a tokenizer is looked at before the library that runs it: its sort of model, and that there are words in it. */
const TokenizerSchema = z.object({
  model: z.object({
    type: z.enum(['WordPiece', 'Unigram', 'BPE']),
    vocab: z.union([
      z.array(z.tuple([z.string(), z.number()])).min(1),
      z.record(z.string(), z.int().min(0)).refine((words) => Object.keys(words).length > 0),
    ]),
  }),
  added_tokens: z.array(z.object({ id: z.int().min(0), content: z.string() })),
});

/**
 * Whether a JSON file of a text embedding is what its name promises.
 *
 * @throws AppError models.bad-tokenizer, models.bad-self-test
 */
export function checkEmbeddingFile(file: string, json: unknown, plan: TextEmbeddingPlan): void {
  if (file === plan.selfTest.file) parseReferences(json, plan);
  if (file === TOKENIZER_FILE) checkBy(TokenizerSchema, file, json);
  if (file === TOKENIZER_CONFIG_FILE) checkBy(z.record(z.string(), z.unknown()), file, json);
}

function checkBy(schema: z.ZodType, file: string, json: unknown): void {
  const { error } = schema.safeParse(json);
  if (!error) return;
  const [issue] = error.issues;
  const detail = issue ? `${issue.path.join('.')}: ${issue.message}` : error.message;
  throw new AppError('models.bad-tokenizer', { file, detail });
}
