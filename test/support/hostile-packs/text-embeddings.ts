import { encodeModel } from '../../../src/main/formats/onnx/encode-model.ts';
import type { ErrorCode } from '../../../src/shared/contract/errors/index.ts';
import { type DraftPack, bytesOf } from '../model-packs.ts';
import { type EmbeddingDraft, WIDTH, embeddingModel, textEmbeddingPack } from '../text-embedding-pack.ts';
import { type HostilePack, made } from './drafts.ts';

const changed = (what: string, code: ErrorCode, change: (pack: DraftPack) => void): HostilePack =>
  made(what, code, change, textEmbeddingPack);
const drafted = (what: string, code: ErrorCode, draft: EmbeddingDraft): HostilePack =>
  made(
    what,
    code,
    () => undefined,
    () => textEmbeddingPack(draft),
  );
const without = (file: string): HostilePack =>
  changed(`an embedding without ${file}`, 'models.graph-missing', ({ files }) => files.delete(file));
const saying = (file: string, what: string, code: ErrorCode, json: unknown): HostilePack =>
  changed(what, code, ({ files }) => files.set(file, bytesOf(JSON.stringify(json))));
const vector = Array.from({ length: WIDTH }, () => 1);
const graphOf = (draft: EmbeddingDraft) => (pack: DraftPack) =>
  pack.files.set('model.onnx', encodeModel(embeddingModel(draft)));

export const TEXT_EMBEDDINGS: readonly HostilePack[] = [
  without('tokenizer.json'),
  without('tokenizer_config.json'),
  without('self-test.json'),
  without('model.onnx'),
  saying('tokenizer.json', 'a tokenizer without words', 'models.bad-tokenizer', {
    added_tokens: [],
    model: { type: 'WordPiece', vocab: {} },
  }),
  saying('tokenizer.json', 'a tokenizer of a kind that is not read', 'models.bad-tokenizer', {
    added_tokens: [],
    model: { type: 'Script', vocab: { a: 0 } },
  }),
  saying('tokenizer.json', 'a tokenizer that is a number', 'models.bad-tokenizer', 7),
  saying('tokenizer_config.json', 'settings of a tokenizer that are a list', 'models.bad-tokenizer', []),
  saying('self-test.json', 'reference vectors that are none', 'models.bad-self-test', {
    references: 'all fine',
  }),
  drafted('a single reference vector', 'models.bad-self-test', { references: [{ text: 'liver', vector }] }),
  drafted('a reference text twice', 'models.bad-self-test', {
    references: [
      { text: 'liver', vector },
      { text: 'liver', vector },
    ],
  }),
  drafted('reference vectors of another width', 'models.bad-self-test', {
    references: [
      { text: 'liver', vector: [1] },
      { text: 'spleen', vector: [1] },
    ],
  }),
  drafted('a reference vector without a direction', 'models.bad-self-test', {
    references: [
      { text: 'liver', vector },
      { text: 'spleen', vector: vector.map(() => 0) },
    ],
  }),
  changed('a reference vector without an end', 'models.bad-self-test', ({ files }) =>
    files.set(
      'self-test.json',
      bytesOf(`{"references":[{"text":"a","vector":[1e999]},{"text":"b","vector":[1]}]}`),
    ),
  ),
  drafted('a self-test outside the pack', 'models.bad-manifest', {
    plan: { selfTest: { file: '../self-test.json', tolerance: 1e-5 } },
  }),
  drafted('a self-test that everything passes', 'models.bad-manifest', {
    plan: { selfTest: { file: 'self-test.json', tolerance: 2 } },
  }),
  drafted('pooling of what is pooled already', 'models.bad-manifest', {
    plan: { output: 'sentence_embedding', pooling: 'mean' },
  }),
  drafted('an embedding that wants a picture', 'models.bad-manifest', {
    plan: { inputs: ['input_ids', 'attention_mask', 'pixel_values'] },
  }),
  changed(
    'an embedding that takes types of tokens unsaid',
    'models.graph-mismatch',
    graphOf({ plan: { inputs: ['input_ids', 'attention_mask', 'token_type_ids'] } }),
  ),
  changed(
    'an embedding that gives another output',
    'models.graph-mismatch',
    graphOf({ plan: { output: 'sentence_embedding' } }),
  ),
  changed('an embedding of another width', 'models.graph-mismatch', ({ files }) => {
    const good = embeddingModel();
    const outputs = good.graph.outputs.map((one) => ({ ...one, dims: ['batch', 'tokens', WIDTH + 1] }));
    files.set('model.onnx', encodeModel({ ...good, graph: { ...good.graph, outputs } }));
  }),
];
