import { MessageWriter } from '../../../src/main/formats/onnx/message-writer.ts';
import type { OnnxNode, OnnxTensor } from '../../../src/main/formats/onnx/model.ts';
import type { ErrorCode } from '../../../src/shared/contract/errors/index.ts';
import { externalWeights, segmentationModel } from '../model-packs.ts';
import { type HostilePack, appended, branching, graph, model, own, withNodes } from './drafts.ts';

const external = (what: string, code: ErrorCode, data: object) =>
  model(`weights ${what}`, code, () =>
    segmentationModel({ ...externalWeights(), ...data } as OnnxTensor['data']),
  );

const outside: OnnxTensor = {
  name: 'secret',
  type: 'float32',
  dims: [1],
  data: externalWeights('../../../secret'),
};
const constant = (tensor: OnnxTensor): OnnxNode => ({
  op: 'Constant',
  inputs: [],
  outputs: ['c'],
  attributes: { value: { kind: 'tensor', value: tensor } },
});

export const EXTERNAL_DATA: readonly HostilePack[] = [
  external('above the folder', 'models.external-path', { location: '../../secret' }),
  external('at an absolute path', 'models.external-path', { location: '/etc/passwd' }),
  external('on a drive', 'models.external-path', { location: 'C:\\secret.bin' }),
  external('behind backslashes', 'models.external-path', { location: '..\\..\\secret' }),
  external('in this folder, said oddly', 'models.external-path', { location: './part0.onnx_data' }),
  external('nowhere', 'models.external-path', { location: '' }),
  external('at an address in memory', 'models.external-path', { location: '*/_ORT_MEM_ADDR_/*' }),
  external('on the network', 'models.external-path', { location: '//server/share/x' }),
  external('in a file that is not there', 'models.external-data', { location: 'part1.onnx_data' }),
  external('in a graph', 'models.external-data', { location: 'part0.onnx' }),
  external('behind the end of their file', 'models.external-data', { offset: 13, length: 0 }),
  external('longer than their file', 'models.external-data', { length: 13 }),
  external('before the start of their file', 'models.external-data', { offset: -4 }),
  external('at a place that is no number', 'models.external-data', { offset: '4e0' }),
  external('with a word that nobody knows', 'models.external-data', { basepath: '/etc' }),
  model('a constant outside the folder', 'models.external-path', (good) =>
    withNodes(good, constant(outside)),
  ),
  model('a constant outside, in a branch', 'models.external-path', (good) =>
    withNodes(good, branching({ initializers: [outside] })),
  ),
  model('a constant outside, in a branch of a branch', 'models.external-path', (good) =>
    withNodes(good, branching({ nodes: [branching({ nodes: [constant(outside)] })] })),
  ),
  model('a constant outside, in a function', 'models.external-path', (good) => ({
    ...good,
    functions: [own([constant(outside)])],
  })),
  graph('sparse weights outside', 'models.external-path', () => {
    const entry = (key: string, text: string) => new MessageWriter().string(1, key).string(2, text);
    const tensor = new MessageWriter().message(13, entry('location', '../secret')).int(14, 1);
    const sparse = new MessageWriter().message(15, new MessageWriter().message(1, tensor));
    const training = new MessageWriter().message(2, sparse);
    return appended(20, training.finish());
  }),
  graph('two places for the same weights', 'models.onnx-foreign', () => {
    const entry = (text: string) => new MessageWriter().string(1, 'location').string(2, text);
    const tensor = new MessageWriter().message(13, entry('part0.onnx_data')).message(13, entry('../secret'));
    return appended(20, new MessageWriter().message(2, new MessageWriter().message(5, tensor)).finish());
  }),
];
