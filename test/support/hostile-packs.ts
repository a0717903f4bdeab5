import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { encodeModel } from '../../src/main/formats/onnx/encode-model.ts';
import { MessageWriter } from '../../src/main/formats/onnx/message-writer.ts';
import type { OnnxModel, OnnxNode, OnnxTensor } from '../../src/main/formats/onnx/model.ts';
import type { ErrorCode } from '../../src/shared/contract/errors/index.ts';
import {
  type DraftPack,
  OPSETS,
  bytesOf,
  decoderModel,
  externalWeights,
  listOf,
  radgrounderPack,
  segmentationModel,
  segmentationPack,
  visionModel,
  visionPack,
  writePack,
} from './model-packs.ts';

/** A folder that must never reach the runtime, and the code by which it is refused. */
export interface HostilePack {
  readonly what: string;
  readonly code: ErrorCode;
  make(dir: string): void;
}

const PART = 'onnx/part0.onnx';
const WEIGHTS = 'onnx/part0.onnx_data';

/** A pack whose maker is the attacker: all hashes are true. */
const made = (what: string, code: ErrorCode, change: (pack: DraftPack) => void, base = segmentationPack) => ({
  what,
  code,
  make: (dir: string) => {
    const pack = base();
    change(pack);
    writePack(dir, pack);
  },
});

/** A good pack that was changed on its way. */
const damaged = (what: string, code: ErrorCode, change: (dir: string) => void) => ({
  what,
  code,
  make: (dir: string) => change(writePack(dir, segmentationPack())),
});

/** A good pack with another list of files. */
const listed = (what: string, code: ErrorCode, change: (list: ReturnType<typeof listOf>) => object[]) => ({
  what,
  code,
  make: (dir: string) => {
    const pack = segmentationPack();
    writePack(dir, pack, change(listOf(pack)));
  },
});

const manifestText = (what: string, code: ErrorCode, text: (valid: string) => string | Uint8Array) =>
  damaged(what, code, (dir) => {
    const file = join(dir, 'manifest.json');
    writeFileSync(file, text(readFileSync(file, 'utf8')));
  });

const replaced = (text: string, change: (manifest: Record<string, unknown>) => unknown): string =>
  JSON.stringify(change(JSON.parse(text) as Record<string, unknown>));

const graph = (what: string, code: ErrorCode, bytes: () => Uint8Array) =>
  made(what, code, ({ files }) => files.set(PART, bytes()));
const model = (what: string, code: ErrorCode, change: (good: OnnxModel) => OnnxModel) =>
  graph(what, code, () => encodeModel(change(segmentationModel())));

export const MANIFESTS: readonly HostilePack[] = [
  damaged('a folder without a manifest', 'models.no-manifest', (dir) => rmSync(join(dir, 'manifest.json'))),
  damaged('a manifest that is a folder', 'models.not-a-file', (dir) => {
    rmSync(join(dir, 'manifest.json'));
    mkdirSync(join(dir, 'manifest.json'));
  }),
  manifestText('a manifest that is no JSON', 'models.bad-manifest', () => 'kind: segmentation'),
  manifestText('a manifest that was cut off', 'models.bad-manifest', (text) => text.slice(0, -9)),
  manifestText('a manifest in another encoding', 'models.bad-manifest', (text) =>
    Buffer.from(text, 'utf16le'),
  ),
  manifestText('a manifest that is a list', 'models.bad-manifest', (text) => `[${text}]`),
  manifestText('a manifest of two megabytes', 'models.bad-manifest', (text) => text + ' '.repeat(2 ** 21)),
  manifestText('a manifest of a later format', 'models.newer-format', (text) =>
    replaced(text, (manifest) => ({ ...manifest, schema: 2 })),
  ),
  manifestText('a manifest with a field that nobody knows', 'models.bad-manifest', (text) =>
    replaced(text, (manifest) => ({ ...manifest, onLoad: 'import os' })),
  ),
  manifestText('a manifest that reaches for the prototype', 'models.bad-manifest', (text) =>
    text.replace('{', '{"__proto__":{"isAdmin":true},'),
  ),
  made('a kind that nobody knows', 'models.bad-manifest', ({ manifest }) => (manifest['kind'] = 'plugin')),
  made('a name that is a path', 'models.bad-manifest', ({ manifest }) => (manifest['name'] = '../../bin')),
  made('a title in one language', 'models.bad-manifest', ({ manifest }) => (manifest['title'] = { en: 'x' })),
  listed('no files', 'models.bad-manifest', () => []),
  listed('501 files', 'models.bad-manifest', (list) => Array.from({ length: 501 }, () => list[0]!)),
  listed('a file twice', 'models.listed-twice', (list) => [...list, list[0]!]),
  listed('two files that differ in case', 'models.listed-twice', (list) => [
    ...list,
    { ...list[2]!, path: 'license.TXT' },
  ]),
  listed('the manifest itself', 'models.listed-twice', (list) => [
    ...list,
    { ...list[0]!, path: 'Manifest.json' },
  ]),
  listed('a negative size', 'models.bad-manifest', (list) => [{ ...list[0]!, bytes: -1 }, ...list.slice(1)]),
  listed('a size that is no whole number', 'models.bad-manifest', (list) => [
    { ...list[0]!, bytes: 1.5 },
    ...list.slice(1),
  ]),
  listed('a size of terabytes', 'models.too-large', (list) => [
    { ...list[0]!, bytes: 2 ** 43 },
    ...list.slice(1),
  ]),
  listed('a hash that is none', 'models.bad-manifest', (list) => [
    { ...list[0]!, sha256: 'trust me' },
    ...list.slice(1),
  ]),
  ...[
    '../outside.onnx',
    '/etc/passwd',
    'C:/Windows/win.ini',
    'onnx\\part0.onnx',
    './onnx/part0.onnx',
    'onnx//part0.onnx',
    'onnx/../../x',
    '.hidden',
    'onnx/nul.onnx',
    'onnx/part0.onnx.',
    'a\0b',
    'ß.onnx',
    `${'a/'.repeat(101)}b`,
  ].map((path) =>
    listed(`a file at ${JSON.stringify(path.slice(0, 24))}`, 'models.bad-manifest', (list) => [
      ...list,
      { ...list[0]!, path },
    ]),
  ),
];

const elsewhere = (dir: string): string => {
  const file = join(dirname(dir), 'elsewhere.bin');
  writeFileSync(file, Float32Array.of(1, 2, 3));
  return file;
};

export const FOLDERS: readonly HostilePack[] = [
  damaged('a file that is missing', 'models.file-missing', (dir) => rmSync(join(dir, WEIGHTS))),
  damaged('a file that is not listed', 'models.file-unlisted', (dir) => writeFileSync(join(dir, 'a.so'), '')),
  damaged('a hidden file', 'models.file-unlisted', (dir) => writeFileSync(join(dir, 'onnx', '.a'), '')),
  damaged('a file under another case', 'models.file-unlisted', (dir) =>
    renameSync(join(dir, WEIGHTS), join(dir, 'onnx/Part0.onnx_data')),
  ),
  damaged('thousands of files', 'models.too-large', (dir) => {
    for (let at = 0; at < 2001; at += 1) writeFileSync(join(dir, `f${at}`), '');
  }),
  damaged('folders in folders in folders', 'models.too-large', (dir) =>
    mkdirSync(join(dir, ...Array.from({ length: 9 }, () => 'deep')), { recursive: true }),
  ),
  damaged('a file with more bytes', 'models.size-differs', (dir) => appendFileSync(join(dir, WEIGHTS), 'x')),
  damaged('a file that was cut off', 'models.size-differs', (dir) => truncateSync(join(dir, WEIGHTS), 5)),
  damaged('a file that is empty', 'models.size-differs', (dir) => truncateSync(join(dir, PART), 0)),
  damaged('a file with one bit turned', 'models.hash-differs', (dir) => {
    const bytes = readFileSync(join(dir, WEIGHTS));
    bytes[3]! ^= 1;
    writeFileSync(join(dir, WEIGHTS), bytes);
  }),
  damaged('files that were exchanged', 'models.size-differs', (dir) => {
    const [part, weights] = [readFileSync(join(dir, PART)), readFileSync(join(dir, WEIGHTS))];
    writeFileSync(join(dir, PART), weights);
    writeFileSync(join(dir, WEIGHTS), part);
  }),
];

/** They need links or pipes, which not every system lets everyone make. */
export const LINKS: readonly HostilePack[] = [
  damaged('weights that link out of the folder', 'models.link', (dir) => {
    rmSync(join(dir, WEIGHTS));
    symlinkSync(elsewhere(dir), join(dir, WEIGHTS));
  }),
  damaged('a graph that links within the folder', 'models.link', (dir) => {
    renameSync(join(dir, PART), join(dir, 'onnx/real.onnx'));
    symlinkSync('real.onnx', join(dir, PART));
  }),
  damaged('a link to nowhere', 'models.link', (dir) => {
    rmSync(join(dir, WEIGHTS));
    symlinkSync('/nowhere/at/all', join(dir, WEIGHTS));
  }),
  damaged('a link in a circle', 'models.link', (dir) => symlinkSync('..', join(dir, 'onnx', 'up'))),
  damaged('a folder that is a link', 'models.link', (dir) => {
    renameSync(join(dir, 'onnx'), join(dirname(dir), 'moved'));
    symlinkSync('../moved', join(dir, 'onnx'));
  }),
  damaged('a manifest that is a link', 'models.link', (dir) => {
    renameSync(join(dir, 'manifest.json'), join(dirname(dir), 'manifest.json'));
    symlinkSync('../manifest.json', join(dir, 'manifest.json'));
  }),
  damaged('weights that are a hard link to a file outside', 'models.link', (dir) => {
    rmSync(join(dir, WEIGHTS));
    linkSync(elsewhere(dir), join(dir, WEIGHTS));
  }),
  damaged('two of its files that are one', 'models.link', (dir) => {
    rmSync(join(dir, WEIGHTS));
    linkSync(join(dir, PART), join(dir, WEIGHTS));
  }),
  damaged('a pipe that never answers', 'models.not-a-file', (dir) => {
    rmSync(join(dir, WEIGHTS));
    execFileSync('mkfifo', [join(dir, WEIGHTS)]);
  }),
];

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
const withNodes = (good: OnnxModel, ...nodes: OnnxNode[]): OnnxModel => ({
  ...good,
  graph: { ...good.graph, nodes: [...nodes, ...good.graph.nodes] },
});
const branching = (inner: { nodes?: OnnxNode[]; initializers?: OnnxTensor[] }): OnnxNode => {
  const { nodes = [], initializers = [] } = inner;
  const branch = {
    kind: 'graph',
    value: { name: 'b', nodes, initializers, inputs: [], outputs: [] },
  } as const;
  return {
    op: 'If',
    inputs: ['on'],
    outputs: ['z'],
    attributes: { then_branch: branch, else_branch: branch },
  };
};
const calling = (domain: string, op: string): OnnxNode => ({ op, domain, inputs: [], outputs: ['q'] });
const own = (nodes: readonly OnnxNode[], domain = 'own', name = 'Op') => ({
  domain,
  name,
  inputs: [],
  outputs: ['c'],
  opsets: OPSETS,
  nodes,
});

/** A model message with one more field at its end. */
const appended = (field: number, message: Uint8Array): Uint8Array =>
  Buffer.concat([encodeModel(segmentationModel()), new MessageWriter().bytes(field, message).finish()]);

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

export const HOSTILE_PACKS: readonly HostilePack[] = [
  ...MANIFESTS,
  ...FOLDERS,
  ...EXTERNAL_DATA,
  ...OPERATORS,
  ...FOREIGN_FILES,
  ...WRONG_KIND,
  ...(process.platform === 'win32' ? [] : LINKS),
];
