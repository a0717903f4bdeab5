import { Tokenizer } from '@huggingface/tokenizers';
import { AppError } from '../../../shared/contract/app-error.ts';
import {
  TOKENIZER_CONFIG_FILE,
  TOKENIZER_FILE,
  type TextEmbeddingPlan,
} from '../../formats/model-pack/text-embedding-manifest.ts';
import { readJson } from '../read-json.ts';

/** A text as the graph takes it. */
export interface TokenRow {
  readonly ids: readonly number[];
  /** Of the same length; zeros where the tokenizer tells no types. */
  readonly types: readonly number[];
}

export type TextTokenizer = (text: string) => TokenRow;

/** @param dir Absolute folder of a checked pack. @throws AppError models.bad-json, models.bad-tokenizer */
export async function openTextTokenizer(
  dir: string,
  { prefix, maxTokens }: Pick<TextEmbeddingPlan, 'prefix' | 'maxTokens'>,
): Promise<TextTokenizer> {
  const [json, config] = await Promise.all([
    readJson(dir, TOKENIZER_FILE),
    readJson(dir, TOKENIZER_CONFIG_FILE),
  ]);
  const tokenizer = usable(() => new Tokenizer(json as object, config as object));
  return (text) => usable(() => cut(tokenizer, prefix + text, maxTokens));
}

/**
 * Cuts where a text is too long as the Hugging Face libraries do: the text's own last tokens go, those that the tokenizer puts
 * around it stay.
 */
function cut(tokenizer: Tokenizer, text: string, maxTokens: number): TokenRow {
  const whole = tokenizer.encode(text, { return_token_type_ids: true });
  const types = whole.token_type_ids ?? whole.ids.map(() => 0);
  if (whole.ids.some((id) => !Number.isSafeInteger(id)))
    throw new RangeError('a token without a number, and none for unknown ones');
  const tooMany = whole.ids.length - maxTokens;
  if (tooMany <= 0) return { ids: whole.ids, types };
  const own = tokenizer.encode(text, { add_special_tokens: false }).ids;
  const end = ownTokensEnd(whole.ids, own);
  const kept = <T>(row: readonly T[]): T[] => [...row.slice(0, end - tooMany), ...row.slice(end)];
  return { ids: kept(whole.ids), types: kept(types) };
}

/** Where the text's own tokens end among those with which the tokenizer surrounds them. */
function ownTokensEnd(whole: readonly number[], own: readonly number[]): number {
  for (let begin = 0; begin + own.length <= whole.length; begin += 1)
    if (own.every((id, at) => whole[begin + at] === id)) return begin + own.length;
  throw new RangeError('special tokens in the middle of a text');
}

/** The library tells what it cannot use by errors of any sort. */
function usable<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const detail = (cause instanceof Error ? cause.message : String(cause)).slice(0, 200);
    throw new AppError('models.bad-tokenizer', { file: TOKENIZER_FILE, detail }, { cause });
  }
}
