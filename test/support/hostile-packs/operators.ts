import { encodeModel } from '../../../src/main/formats/onnx/encode-model.ts';
import { OPSETS, segmentationModel } from '../model-packs.ts';
import { type HostilePack, branching, calling, graph, model, own, withNodes } from './drafts.ts';

export const OPERATORS: readonly HostilePack[] = [
  model('an operator of a foreign domain', 'models.operator-unknown', (good) =>
    withNodes(good, calling('evil.corp', 'Run')),
  ),
  model('a foreign operator in a branch', 'models.operator-unknown', (good) =>
    withNodes(good, branching({ nodes: [calling('evil.corp', 'Run')] })),
  ),
  model('a foreign operator in a function', 'models.operator-unknown', (good) => ({
    ...withNodes(good, calling('own', 'Op')),
    functions: [own([calling('evil.corp', 'Run')])],
  })),
  model('an import of a foreign domain', 'models.operator-unknown', (good) => ({
    ...good,
    opsets: [...OPSETS, { domain: 'ai.onnx.contrib', version: 1 }],
  })),
  model('Python inside the graph', 'models.operator-unknown', (good) =>
    withNodes(good, calling('com.microsoft', 'PyOp')),
  ),
  model('an operator that loads a further file', 'models.operator-unknown', (good) =>
    withNodes(good, calling('com.microsoft', 'EPContext')),
  ),
  model('operators of classical machine learning', 'models.operator-unknown', (good) =>
    withNodes(good, calling('ai.onnx.ml', 'TreeEnsembleClassifier')),
  ),
  model('an own operator that is not defined', 'models.operator-unknown', (good) => ({
    ...withNodes(good, calling('own', 'Other')),
    functions: [own([])],
  })),
  model('a function in place of a standard operator', 'models.operator-unknown', (good) => ({
    ...good,
    functions: [own([], '', 'Conv')],
  })),
  model('a function in place of a contributed operator', 'models.operator-unknown', (good) => ({
    ...good,
    functions: [own([], 'com.microsoft', 'Gelu')],
  })),
  model('an opset that is still to come', 'models.onnx-too-new', (good) => ({
    ...good,
    opsets: [{ domain: 'ai.onnx', version: 27 }],
  })),
  graph('an IR that is still to come', 'models.onnx-too-new', () => {
    const bytes = encodeModel(segmentationModel());
    bytes[1] = 14;
    return bytes;
  }),
];
