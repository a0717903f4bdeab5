import { encodeModel } from '../../src/main/formats/onnx/encode-model.ts';
import type { OnnxModel, OnnxTensor, OnnxValue } from '../../src/main/formats/onnx/model.ts';
import { type DraftPack, OPSETS, bytesOf, common } from './model-packs.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzäöüß0123456789'.split('');
/** Whole words, a word in two pieces, and every letter at the beginning of a word and within: nothing is unknown. */
export const WORDS = [
  '[PAD]',
  '[UNK]',
  '[CLS]',
  '[SEP]',
  'liver',
  'leber',
  'left',
  'kid',
  '##ney',
  'query',
  ':',
  ',',
  '-',
  '.',
  ...LETTERS,
  ...LETTERS.map((letter) => `##${letter}`),
];
const idOf = (word: string): number => WORDS.indexOf(word);
const [CLS, SEP] = [idOf('[CLS]'), idOf('[SEP]')];
export const WIDTH = 6;

/** What the graph makes of a token; another one for each. */
export const rowOf = (id: number): number[] => [
  ...Float32Array.from({ length: WIDTH }, (_, at) => Math.cos((at + 1) * (0.7 * id + 0.3))),
];
/** The same in the middle of a row, and at its ends: [CLS] words [SEP]. */
export const idsOf = (...words: string[]): number[] => [CLS, ...words.map(idOf), SEP];

const tokenizer = {
  version: '1.0',
  added_tokens: ['[PAD]', '[UNK]', '[CLS]', '[SEP]'].map((content, id) => ({
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  })),
  normalizer: {
    type: 'BertNormalizer',
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: false,
    lowercase: true,
  },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '[CLS]', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '[SEP]', type_id: 0 } },
    ],
    pair: [],
    special_tokens: {
      '[CLS]': { id: '[CLS]', ids: [CLS], tokens: ['[CLS]'] },
      '[SEP]': { id: '[SEP]', ids: [SEP], tokens: ['[SEP]'] },
    },
  },
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(WORDS.map((word, id) => [word, id])),
  },
};

export interface EmbeddingDraft {
  readonly plan?: Record<string, unknown>;
  /** Row of a token instead of `rowOf`. */
  readonly row?: (id: number) => readonly number[];
  readonly name?: string;
  readonly references?: readonly { readonly text: string; readonly vector: readonly number[] }[];
}

const ids: OnnxValue['dims'] = ['batch', 'tokens'];
const integer = (name: string): OnnxValue => ({ name, type: 'int64', dims: ids });

/** Token ids → rows of a table, those of masked tokens 0; a graph that pools gives their sum by the number of tokens. */
export function embeddingModel({ row = rowOf, plan = {} }: EmbeddingDraft = {}): OnnxModel {
  const rows = WORDS.map((_, id) => row(id));
  const [width, isPooled] = [rows[0]!.length, plan['output'] === 'sentence_embedding'];
  const table: OnnxTensor = {
    name: 'table',
    type: 'float32',
    dims: [WORDS.length, width],
    data: Float32Array.from(rows.flat()),
  };
  const axis: OnnxTensor = { name: 'axis', type: 'int64', dims: [1], data: BigInt64Array.of(2n) };
  const [inputs, dims] = [
    (plan['inputs'] as string[] | undefined) ?? ['input_ids', 'attention_mask'],
    isPooled ? ['batch', 'width'] : ['batch', 'tokens', 'width'],
  ];
  const types = inputs.includes('token_type_ids');
  return {
    opsets: OPSETS,
    graph: {
      name: 'embedding',
      nodes: [
        // Types count as further ids, so that one who forgets to feed them is noticed.
        {
          op: types ? 'Add' : 'Identity',
          inputs: ['input_ids', ...(types ? ['token_type_ids'] : [])],
          outputs: ['ids'],
        },
        { op: 'Gather', inputs: ['table', 'ids'], outputs: ['rows'] },
        {
          op: 'Cast',
          inputs: ['attention_mask'],
          outputs: ['ones'],
          attributes: { to: { kind: 'int', value: 1 } },
        },
        { op: 'Unsqueeze', inputs: ['ones', 'axis'], outputs: ['mask'] },
        { op: 'Mul', inputs: ['rows', 'mask'], outputs: [isPooled ? 'masked' : 'last_hidden_state'] },
        ...(isPooled
          ? [
              {
                op: 'ReduceMean',
                inputs: ['masked'],
                outputs: ['sentence_embedding'],
                attributes: {
                  axes: { kind: 'ints', value: [1] },
                  keepdims: { kind: 'int', value: 0 },
                },
              } as const,
            ]
          : []),
      ],
      initializers: [table, axis],
      inputs: inputs.map(integer),
      outputs: [{ name: isPooled ? 'sentence_embedding' : 'last_hidden_state', type: 'float32', dims }],
    },
  };
}

/** Mean of the rows of some tokens, at length 1: what the usual pack gives. */
export function meanOf(tokens: readonly number[], row = rowOf): number[] {
  const sums = Array.from({ length: WIDTH }, (_, at) =>
    tokens.reduce((sum, id) => sum + row(id)[at]! / tokens.length, 0),
  );
  const length = Math.hypot(...sums);
  return sums.map((sum) => sum / length);
}

/** Tokens of a text as the pack's tokenizer takes it apart: small letters, at each place the longest piece that is known. */
export function tokensOf(text: string): number[] {
  const words = text.toLowerCase().match(/[a-zäöüß0-9]+|[^\sa-zäöüß0-9]/g) ?? [];
  const pieces = words.flatMap((word) => {
    const found: string[] = [];
    for (let at = 0; at < word.length;) {
      const lengths = Array.from({ length: word.length - at }, (_, n) => word.length - at - n);
      const piece = lengths
        .map((length) => (at === 0 ? '' : '##') + word.slice(at, at + length))
        .find((one) => WORDS.includes(one));
      if (piece === undefined) return ['[UNK]'];
      found.push(piece);
      at += piece.replace('##', '').length;
    }
    return found;
  });
  return idsOf(...pieces);
}

/** A pack whose vectors anybody can work out: the mean of a table's rows. */
export function textEmbeddingPack(draft: EmbeddingDraft = {}): DraftPack {
  const references = draft.references ?? [
    { text: 'Liver', vector: meanOf(idsOf('liver')) },
    { text: 'left kidney', vector: meanOf(idsOf('left', 'kid', '##ney')) },
    { text: 'Leber, ä', vector: meanOf(idsOf('leber', ',', 'ä')) },
  ];
  const plan = {
    onnx: 'model.onnx',
    inputs: ['input_ids', 'attention_mask'],
    output: 'last_hidden_state',
    pooling: 'mean',
    normalisation: 'l2',
    prefix: '',
    maxTokens: 64,
    width: WIDTH,
    precision: 'fp32',
    languages: ['de', 'en'],
    selfTest: { file: 'self-test.json', tolerance: 1e-5 },
    ...draft.plan,
  };
  return {
    manifest: {
      ...common,
      kind: 'text-embedding',
      name: draft.name ?? 'test-embedding',
      textEmbedding: plan,
    },
    files: new Map([
      ['model.onnx', encodeModel(embeddingModel(draft))],
      ['tokenizer.json', bytesOf(JSON.stringify(tokenizer))],
      ['tokenizer_config.json', bytesOf('{}')],
      ['self-test.json', bytesOf(JSON.stringify({ references }))],
    ]),
  };
}
