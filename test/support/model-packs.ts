import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeModel } from '../../src/main/formats/onnx/encode-model.ts';
import type { OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from '../../src/main/formats/onnx/model.ts';

/** A pack in memory: what its manifest says apart from the list of files, and the files. */
export interface DraftPack {
  manifest: Record<string, unknown>;
  files: Map<string, Uint8Array>;
}

export const OPSETS = [{ domain: '', version: 17 }];

export const common = {
  schema: 1,
  version: '1.0.0',
  title: { de: 'Testpaket', en: 'Test pack' },
  limits: { de: 'Kann nichts.', en: 'Knows nothing.' },
  licence: { id: 'CC0-1.0' },
  provenance: { source: 'written by a test', sourceSha256: null, tool: 'test 1', libraries: {} },
};

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const value = (name: string, type: OnnxValue['type'], dims: OnnxValue['dims']): OnnxValue => ({
  name,
  type,
  dims,
});

const PATCH = [8, 8, 8] as const;
const LABELS = [0, 5, 2];

/** One input channel to three heads by a 1 x 1 x 1 convolution, its weights in a file beside it. */
export function segmentationModel(weights: OnnxTensor['data'] = externalWeights()): OnnxModel {
  return {
    opsets: OPSETS,
    graph: {
      name: 'segmentation',
      nodes: [{ op: 'Conv', inputs: ['image', 'weights'], outputs: ['logits'] }],
      initializers: [{ name: 'weights', type: 'float32', dims: [3, 1, 1, 1, 1], data: weights }],
      inputs: [value('image', 'float32', [1, 1, ...PATCH])],
      outputs: [value('logits', 'float32', [1, 3, ...PATCH])],
    },
  };
}

export const externalWeights = (location = 'part0.onnx_data') => ({ location, offset: 0, length: 12 });

export function segmentationPack(): DraftPack {
  const part = {
    datasetId: 0,
    onnx: 'onnx/part0.onnx',
    patch: [...PATCH],
    spacingMm: [3, 3, 3],
    transposeForward: [0, 1, 2],
    channels: [{ scheme: 'NoNormalization' }],
    labels: LABELS,
  };
  return {
    manifest: {
      ...common,
      kind: 'segmentation',
      name: 'test-segmentation',
      segmentation: {
        modality: 'CT',
        labelSpace: 'unified',
        resample: { spacingMm: [3, 3, 3], order: 1 },
        stepSize: 0.8,
        split: null,
        parts: [part],
      },
    },
    files: new Map([
      ['onnx/part0.onnx', encodeModel(segmentationModel())],
      ['onnx/part0.onnx_data', new Uint8Array(Float32Array.of(1, 2, 3).buffer)],
      ['LICENSE.txt', bytesOf('CC0')],
    ]),
  };
}

/** A graph whose every output is a copy of one of its inputs, cut or stretched by nothing. */
function passing(
  inputs: readonly OnnxValue[],
  outputs: readonly OnnxValue[],
  nodes: readonly OnnxNode[],
): OnnxModel {
  return { opsets: OPSETS, graph: { name: 'passing', nodes, inputs, outputs } };
}

const VISION = { size: 28, tokens: 4, width: 588 };

/** Four patches of 14 x 14 x 3, each its own 588 features. */
export function visionModel(): OnnxModel {
  const shape = { name: 'shape', type: 'int64', dims: [3], data: BigInt64Array.of(0n, 4n, 588n) } as const;
  const model = passing(
    [value('pixel_values', 'float32', ['batch', 3, VISION.size, VISION.size])],
    [value('image_features', 'float32', ['batch', VISION.tokens, VISION.width])],
    [{ op: 'Reshape', inputs: ['pixel_values', 'shape'], outputs: ['image_features'] }],
  );
  return { ...model, graph: { ...model.graph, initializers: [shape] } };
}

export function visionPack(): DraftPack {
  const { size, tokens, width } = VISION;
  return {
    manifest: {
      ...common,
      kind: 'vision-encoder',
      name: 'test-vision',
      visionEncoder: { onnx: 'encoder.onnx', input: { size, normalisation: 'min-max' }, tokens, width },
    },
    files: new Map([['encoder.onnx', encodeModel(visionModel())]]),
  };
}

const DECODER = { layers: 1, kvHeads: 1, headDim: 2 };
const cache = (name: string): OnnxValue => value(name, 'float32', ['batch', 1, 'past', 2]);

function embedModel(): OnnxModel {
  const table = { name: 'table', type: 'float32', dims: [4, 2], data: new Float32Array(8) } as const;
  const model = passing(
    [value('input_ids', 'int64', ['batch', 'sequence'])],
    [value('inputs_embeds', 'float32', ['batch', 'sequence', 2])],
    [{ op: 'Gather', inputs: ['table', 'input_ids'], outputs: ['inputs_embeds'] }],
  );
  return { ...model, graph: { ...model.graph, initializers: [table] } };
}

export function decoderModel(): OnnxModel {
  return passing(
    [
      value('inputs_embeds', 'float32', ['batch', 'sequence', 2]),
      value('attention_mask', 'int64', ['batch', 'all']),
      value('position_ids', 'int64', ['batch', 'sequence']),
      cache('past_key_values.0.key'),
      cache('past_key_values.0.value'),
    ],
    [value('logits', 'float32', ['batch', 'sequence', 2]), cache('present.0.key'), cache('present.0.value')],
    [
      { op: 'Identity', inputs: ['inputs_embeds'], outputs: ['logits'] },
      { op: 'Identity', inputs: ['past_key_values.0.key'], outputs: ['present.0.key'] },
      { op: 'Identity', inputs: ['past_key_values.0.value'], outputs: ['present.0.value'] },
    ],
  );
}

export function radgrounderPack(): DraftPack {
  const json = ['config.json', 'tokenizer.json', 'generation_config.json', 'preprocessor_config.json'];
  return {
    manifest: {
      ...common,
      kind: 'radgrounder',
      name: 'test-radgrounder',
      radgrounder: {
        input: { size: VISION.size, normalisation: 'medgemma' },
        imageTokens: VISION.tokens,
        boxOrder: 'xyxy',
        bins: 1024,
        languages: ['de', 'en'],
        tasks: ['report'],
        dtypes: ['fp32'],
        prefill: 'bidirectional',
        decoder: DECODER,
      },
    },
    files: new Map([
      ...json.map((name) => [name, bytesOf('{}')] as const),
      ['onnx/vision_encoder.onnx', encodeModel(visionModel())],
      ['onnx/embed_tokens.onnx', encodeModel(embedModel())],
      ['onnx/decoder_model_merged.onnx', encodeModel(decoderModel())],
    ]),
  };
}

export const listOf = ({ files }: DraftPack): { path: string; bytes: number; sha256: string }[] =>
  [...files].map(([path, bytes]) => ({
    path,
    bytes: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }));

/** Writes the files and a manifest that lists them truly, or as `list` says. @returns the folder */
export function writePack(dir: string, pack: DraftPack, list: object[] = listOf(pack)): string {
  for (const [path, bytes] of pack.files) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), bytes);
  }
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify({ ...pack.manifest, files: list }));
  return dir;
}
