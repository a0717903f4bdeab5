import { Tokenizer } from '@huggingface/tokenizers';
import { AppError } from '../../../shared/contract/app-error.ts';
import { type Vocabulary, createVocabulary } from '../../../shared/domain/radgrounder/vocabulary.ts';
import { readJson } from '../read-json.ts';
import { readTokenIds } from './pack-files.ts';

const FILE = 'tokenizer.json';

/** Text to token ids and back, and what each token is to the grammar of tags. */
export interface PackTokenizer {
  readonly vocabulary: Vocabulary;
  /** Tags in the text become their tokens; nothing is added in front or behind. */
  encode(text: string): number[];
  /** Tokens of tags stay visible. A character whose bytes are not all there yet becomes U+FFFD. */
  decode(ids: readonly number[]): string;
}

/** @throws AppError models.bad-json, models.bad-tokenizer when a token that prompts or tags need is missing */
export async function openTokenizer(
  dir: string,
  { bins }: { readonly bins: number },
): Promise<PackTokenizer> {
  const [json, { begin, ends, pad }] = await Promise.all([readJson(dir, FILE), readTokenIds(dir)]);
  const tokenizer = parseTokenizer(json);
  const tokens: (string | undefined)[] = [];
  for (const [token, id] of tokenizer.get_vocab(true)) tokens[id] = token;
  const special = new Set(
    [...tokenizer.get_added_tokens_decoder()].filter(([, { special: is }]) => is).map(([id]) => id),
  );
  return {
    vocabulary: vocabularyOf({ tokens, special, endIds: ends, pad, begin, bins }),
    encode: (text) => tokenizer.encode(text, { add_special_tokens: false }).ids,
    decode: (ids) =>
      ids.length === 0
        ? ''
        : tokenizer.decode([...ids], { skip_special_tokens: false, clean_up_tokenization_spaces: false }),
  };
}

function parseTokenizer(json: unknown): Tokenizer {
  try {
    return new Tokenizer(json as object, {});
  } catch (cause) {
    throw badTokenizer(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function vocabularyOf(source: Parameters<typeof createVocabulary>[0]): Vocabulary {
  try {
    return createVocabulary(source);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw badTokenizer(cause.message, cause);
  }
}

const badTokenizer = (detail: string, cause: unknown): AppError =>
  new AppError('models.bad-tokenizer', { file: FILE, detail }, { cause });
