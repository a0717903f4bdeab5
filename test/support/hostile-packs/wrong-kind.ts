import { encodeModel } from '../../../src/main/formats/onnx/encode-model.ts';
import type { OnnxModel } from '../../../src/main/formats/onnx/model.ts';
import type { ErrorCode } from '../../../src/shared/contract/errors/index.ts';
import { bytesOf, decoderModel, radgrounderPack, visionModel, visionPack } from '../model-packs.ts';
import { type HostilePack, PART, made, model } from './drafts.ts';

const visual = (what: string, code: ErrorCode, change: (good: OnnxModel) => OnnxModel) =>
  made(what, code, ({ files }) => files.set('encoder.onnx', encodeModel(change(visionModel()))), visionPack);
const decoding = (what: string, code: ErrorCode, change: (good: OnnxModel) => OnnxModel) =>
  made(
    what,
    code,
    ({ files }) => files.set('onnx/decoder_model_merged.onnx', encodeModel(change(decoderModel()))),
    radgrounderPack,
  );
const graphOf = (good: OnnxModel, change: Partial<OnnxModel['graph']>): OnnxModel => ({
  ...good,
  graph: { ...good.graph, ...change },
});

export const WRONG_KIND: readonly HostilePack[] = [
  made('a part that is not listed', 'models.graph-missing', ({ files }) => files.delete(PART)),
  made(
    'no decoder',
    'models.graph-missing',
    ({ files }) => files.delete('onnx/decoder_model_merged.onnx'),
    radgrounderPack,
  ),
  made(
    'no tokenizer',
    'models.graph-missing',
    ({ files }) => files.delete('tokenizer.json'),
    radgrounderPack,
  ),
  made(
    'a number type without its graphs',
    'models.graph-missing',
    ({ manifest }) => {
      (manifest['radgrounder'] as { dtypes: string[] }).dtypes.push('int8');
    },
    radgrounderPack,
  ),
  made(
    'a tokenizer that is no JSON',
    'models.bad-json',
    ({ files }) => files.set('tokenizer.json', bytesOf('{"a":')),
    radgrounderPack,
  ),
  made('a graph that nothing uses', 'models.file-unused', ({ files }) =>
    files.set('onnx/more.onnx', encodeModel(visionModel())),
  ),
  made('a library', 'models.file-unused', ({ files }) => files.set('libcustom_ops.so', bytesOf('\x7fELF'))),
  made('a script', 'models.file-unused', ({ files }) =>
    files.set('modeling_custom.py', bytesOf('import os')),
  ),
  visual('another name for its input', 'models.graph-mismatch', (good) =>
    graphOf(good, { inputs: [{ ...good.graph.inputs[0]!, name: 'input.1' }] }),
  ),
  visual('another name for its output', 'models.graph-mismatch', (good) =>
    graphOf(good, { outputs: [{ ...good.graph.outputs[0]!, name: 'pooled' }] }),
  ),
  visual('pictures of another size', 'models.graph-mismatch', (good) =>
    graphOf(good, { inputs: [{ ...good.graph.inputs[0]!, dims: ['batch', 3, 56, 56] }] }),
  ),
  visual('whole numbers for pixels', 'models.graph-mismatch', (good) =>
    graphOf(good, { inputs: [{ ...good.graph.inputs[0]!, type: 'int64' }] }),
  ),
  visual('features of another width', 'models.graph-mismatch', (good) =>
    graphOf(good, { outputs: [{ ...good.graph.outputs[0]!, dims: ['batch', 4, 99] }] }),
  ),
  model('a network of another patch', 'models.graph-mismatch', (good) =>
    graphOf(good, { inputs: [{ ...good.graph.inputs[0]!, dims: [1, 1, 8, 8, 16] }] }),
  ),
  model('a network with a head too many', 'models.graph-mismatch', (good) =>
    graphOf(good, { outputs: [{ ...good.graph.outputs[0]!, dims: [1, 4, 8, 8, 8] }] }),
  ),
  model('a network with two inputs', 'models.graph-mismatch', (good) =>
    graphOf(good, { inputs: [...good.graph.inputs, { ...good.graph.inputs[0]!, name: 'prompt' }] }),
  ),
  model('a flat network', 'models.graph-mismatch', (good) =>
    graphOf(good, { inputs: [{ ...good.graph.inputs[0]!, dims: [1, 1, 8, 8] }] }),
  ),
  decoding('a decoder without a cache', 'models.graph-mismatch', (good) =>
    graphOf(good, { outputs: good.graph.outputs.slice(0, 1) }),
  ),
  decoding('a decoder with a switch', 'models.graph-mismatch', (good) =>
    graphOf(good, { inputs: [...good.graph.inputs, { name: 'use_cache_branch', type: 'bool', dims: [1] }] }),
  ),
];
