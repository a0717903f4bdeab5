import { z } from 'zod';
import { AppError } from '../../../shared/contract/app-error.ts';
import { readJson } from '../read-json.ts';

/** What of `config.json` and `generation_config.json` decides over tokens; transformers.js reads the same fields. */
const IdsSchema = z.object({
  bos_token_id: z.int().min(0),
  eos_token_id: z.union([z.int().min(0), z.array(z.int().min(0)).min(1)]),
  pad_token_id: z.int().min(0),
});

export interface TokenIds {
  readonly begin: number;
  /** Any of them ends an answer. */
  readonly ends: ReadonlySet<number>;
  readonly pad: number;
}

/** @throws AppError models.bad-tokenizer when a needed id is in neither file */
export async function readTokenIds(dir: string): Promise<TokenIds> {
  const [config, generation] = await Promise.all([
    readJson(dir, 'config.json'),
    readJson(dir, 'generation_config.json'),
  ]);
  const { success, data, error } = IdsSchema.safeParse({ ...asObject(config), ...asObject(generation) });
  if (!success)
    throw new AppError('models.bad-tokenizer', {
      file: 'generation_config.json',
      detail: error.issues.map(({ path }) => path.join('.')).join(', '),
    });
  return {
    begin: data.bos_token_id,
    ends: new Set([data.eos_token_id].flat()),
    pad: data.pad_token_id,
  };
}

const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});
