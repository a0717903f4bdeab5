import type { Manifest } from './manifest.ts';
import type { PackDtype, RadGrounderPlan, VisionEncoderPlan } from './radgrounder-manifest.ts';
import type { SegmentationPart } from './segmentation-manifest.ts';
import { TOKENIZER_CONFIG_FILE, TOKENIZER_FILE, type TextEmbeddingPlan } from './text-embedding-manifest.ts';

/** An input or output that a graph has to have. A null axis may be anything, a number has to be that or free. */
export interface ValueRole {
  readonly name: string | null;
  readonly type: 'floating' | 'integer';
  readonly dims: readonly (number | null)[];
}

export interface GraphRole {
  /** Path inside the pack. */
  readonly file: string;
  readonly inputs: readonly ValueRole[];
  readonly outputs: readonly ValueRole[];
}

/** The graphs that a pack of this kind consists of, and what goes into and comes out of each. */
export function graphRoles(manifest: Manifest): GraphRole[] {
  switch (manifest.kind) {
    case 'segmentation':
      return manifest.segmentation.parts.map(segmentationRole);
    case 'vision-encoder':
      return [visionRole(manifest.visionEncoder.onnx, manifest.visionEncoder)];
    case 'radgrounder':
      return manifest.radgrounder.dtypes.flatMap((dtype) => radgrounderRoles(manifest.radgrounder, dtype));
    case 'text-embedding':
      return [textEmbeddingRole(manifest.textEmbedding)];
  }
}

/** Files that a kind needs besides its graphs. */
export function neededJson(manifest: Manifest): string[] {
  if (manifest.kind === 'text-embedding')
    return [TOKENIZER_FILE, TOKENIZER_CONFIG_FILE, manifest.textEmbedding.selfTest.file];
  if (manifest.kind !== 'radgrounder') return [];
  return ['config.json', 'generation_config.json', 'preprocessor_config.json', TOKENIZER_FILE];
}

/** nnU-Net's exporters name inputs as they like; there is one in and one out. */
function segmentationRole({ onnx, channels, patch, labels }: SegmentationPart): GraphRole {
  return {
    file: onnx,
    inputs: [{ name: null, type: 'floating', dims: [1, channels.length, ...patch] }],
    outputs: [{ name: null, type: 'floating', dims: [1, labels.length, ...patch] }],
  };
}

function visionRole(
  file: string,
  { input, tokens, width }: Pick<VisionEncoderPlan, 'input' | 'tokens'> & { width: number | null },
): GraphRole {
  return {
    file,
    inputs: [{ name: 'pixel_values', type: 'floating', dims: [null, 3, input.size, input.size] }],
    outputs: [{ name: 'image_features', type: 'floating', dims: [null, tokens, width] }],
  };
}

function textEmbeddingRole({ onnx, inputs, output, width }: TextEmbeddingPlan): GraphRole {
  const dims = output === 'sentence_embedding' ? [null, width] : [null, null, width];
  return {
    file: onnx,
    inputs: inputs.map((name) => ({ name, type: 'integer', dims: [null, null] })),
    outputs: [{ name: output, type: 'floating', dims }],
  };
}

/** Suffix of a graph's file name, as transformers.js writes it. */
export const graphFile = (graph: string, dtype: PackDtype): string =>
  `onnx/${graph}${dtype === 'fp32' ? '' : `_${dtype}`}.onnx`;

function radgrounderRoles(plan: RadGrounderPlan, dtype: PackDtype): GraphRole[] {
  const { layers, kvHeads, headDim } = plan.decoder;
  const cache = (prefix: string): ValueRole[] =>
    Array.from({ length: layers }, (_, layer) => ['key', 'value'].map((part) => `${prefix}.${layer}.${part}`))
      .flat()
      .map((name) => ({ name, type: 'floating', dims: [null, kvHeads, null, headDim] }));
  return [
    visionRole(graphFile('vision_encoder', dtype), {
      input: plan.input,
      tokens: plan.imageTokens,
      width: null,
    }),
    {
      file: graphFile('embed_tokens', dtype),
      inputs: [{ name: 'input_ids', type: 'integer', dims: [null, null] }],
      outputs: [{ name: 'inputs_embeds', type: 'floating', dims: [null, null, null] }],
    },
    {
      file: graphFile('decoder_model_merged', dtype),
      inputs: [
        { name: 'inputs_embeds', type: 'floating', dims: [null, null, null] },
        { name: 'attention_mask', type: 'integer', dims: [null, null] },
        { name: 'position_ids', type: 'integer', dims: [null, null] },
        ...cache('past_key_values'),
      ],
      outputs: [{ name: 'logits', type: 'floating', dims: [null, null, null] }, ...cache('present')],
    },
  ];
}
