import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { encodeModel } from '../../../src/main/formats/onnx/encode-model.ts';
import { MessageWriter } from '../../../src/main/formats/onnx/message-writer.ts';
import type { OnnxNode } from '../../../src/main/formats/onnx/model.ts';
import { bytesOf, segmentationModel } from '../model-packs.ts';
import { type HostilePack, appended, calling, graph, model, withNodes } from './drafts.ts';

/** One branch in the other; both branches of each would be 2 to the power of the depth. */
function nested(depth: number): OnnxNode {
  const nodes = depth === 0 ? [] : [nested(depth - 1)];
  const value = { name: 'b', nodes, inputs: [], outputs: [] };
  return { op: 'If', inputs: ['on'], outputs: ['z'], attributes: { then_branch: { kind: 'graph', value } } };
}

export const FOREIGN_FILES: readonly HostilePack[] = [
  graph('an empty graph', 'models.onnx-foreign', () => new Uint8Array()),
  graph('half a graph', 'models.onnx-truncated', () => encodeModel(segmentationModel()).subarray(0, 90)),
  graph('a graph without its last byte', 'models.onnx-truncated', () =>
    encodeModel(segmentationModel()).subarray(0, -1),
  ),
  model('a graph cut off between two fields', 'models.onnx-truncated', (good) => ({ ...good, opsets: [] })),
  graph('a program for Windows', 'models.onnx-foreign', () =>
    bytesOf(`MZ\x90\0\x03\0\0\0${'\0'.repeat(200)}`),
  ),
  graph('a program for Linux', 'models.onnx-foreign', () => readFileSync(process.execPath).subarray(0, 4096)),
  graph('a PyTorch checkpoint', 'models.onnx-foreign', () =>
    bytesOf(`PK\x03\x04${'archive/data.pkl'.repeat(20)}`),
  ),
  graph('a pickle', 'models.onnx-foreign', () =>
    bytesOf('\x80\x02cos\nsystem\nq\0X\x04\0\0\0exitq\x01\x85q\x02R.'),
  ),
  graph('a web page', 'models.onnx-foreign', () => bytesOf('<!doctype html><script>alert(1)</script>')),
  graph('compressed data', 'models.onnx-foreign', () => gzipSync(encodeModel(segmentationModel()))),
  graph('zeros', 'models.onnx-foreign', () => new Uint8Array(512)),
  graph('a number without end', 'models.onnx-foreign', () => new Uint8Array(64).fill(0xff)),
  graph('a group, which protobuf gave up', 'models.onnx-foreign', () => Uint8Array.of(0x0b, 0x0c)),
  graph('a field longer than its message', 'models.onnx-foreign', () =>
    appended(7, Uint8Array.of(0x0a, 0x7f, 0x00)),
  ),
  graph('a length of exabytes', 'models.onnx-foreign', () =>
    Uint8Array.of(0x3a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f),
  ),
  graph('a field that no model has', 'models.onnx-foreign', () => appended(99, bytesOf('x'))),
  graph('two graphs', 'models.onnx-foreign', () => appended(7, new Uint8Array())),
  model('branches in branches without end', 'models.onnx-foreign', (good) => withNodes(good, nested(60))),
  model('a name of a megabyte', 'models.onnx-foreign', (good) =>
    withNodes(good, { ...calling('', 'x'.repeat(2 ** 20)) }),
  ),
  graph('a name that is no text', 'models.onnx-foreign', () => {
    const node = new MessageWriter().bytes(4, Uint8Array.of(0xc3, 0x28));
    return appended(20, new MessageWriter().message(2, new MessageWriter().message(1, node)).finish());
  }),
  graph('millions of fields', 'models.onnx-foreign', () => new Uint8Array(2 * 5_000_002).fill(0x08)),
];
