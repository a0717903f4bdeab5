import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { encodeModel } from '../formats/onnx/encode-model.ts';
import type { OnnxModel, OnnxValue } from '../formats/onnx/model.ts';
import { outputOf } from './graph.ts';
import { openGraph } from './session.ts';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-session-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cpu = { provider: 'cpu', threads: 1 } as const;
const opsets = [{ domain: '', version: 17 }];
const value = (name: string, type: OnnxValue['type'], dims: OnnxValue['dims']): OnnxValue => ({
  name,
  type,
  dims,
});

/** y = x + c, both [n, 2]. */
const adding = (type: 'float32' | 'float16', data: ArrayBufferView): OnnxModel => ({
  opsets,
  graph: {
    name: 'adding',
    nodes: [{ op: 'Add', inputs: ['x', 'c'], outputs: ['y'] }],
    initializers: [{ name: 'c', type, dims: [2], data }],
    inputs: [value('x', type, ['n', 2])],
    outputs: [value('y', type, ['n', 2])],
  },
});

describe('a graph', () => {
  it('tells names, types and shapes, and computes', async () => {
    const graph = await openGraph(encodeModel(adding('float32', Float32Array.of(10, 20))), cpu);
    expect(graph.inputs).toEqual([{ name: 'x', type: 'float32', dims: ['n', 2] }]);
    expect(graph.outputs).toEqual([{ name: 'y', type: 'float32', dims: ['n', 2] }]);
    const outputs = await graph.run({
      x: { type: 'float32', dims: [2, 2], data: Float32Array.of(1, 2, 3, 4) },
    });
    expect(outputs).toEqual({ y: { type: 'float32', dims: [2, 2], data: Float32Array.of(11, 22, 13, 24) } });
    await graph.release();
  });

  it('takes and gives float16 as its bits', async () => {
    const bits = (...values: number[]): Uint16Array => new Uint16Array(Float16Array.from(values).buffer);
    const graph = await openGraph(encodeModel(adding('float16', bits(0.5, -1))), cpu);
    const { data } = outputOf(
      await graph.run({ x: { type: 'float16', dims: [1, 2], data: bits(2, 2) } }),
      'y',
      'float16',
    );
    expect([...new Float16Array(data.buffer, data.byteOffset, data.length)]).toEqual([2.5, 1]);
  });

  it('accepts an empty axis, as a cache has before the first token', async () => {
    const graph = await openGraph(encodeModel(adding('float32', Float32Array.of(0, 0))), cpu);
    const { y } = await graph.run({ x: { type: 'float32', dims: [0, 2], data: new Float32Array() } });
    expect(y).toEqual({ type: 'float32', dims: [0, 2], data: new Float32Array() });
  });

  it('writes outputs into an array that is given', async () => {
    const graph = await openGraph(encodeModel(adding('float32', Float32Array.of(1, 1))), cpu);
    const into = { type: 'float32', dims: [1, 2], data: new Float32Array(2) } as const;
    const x = { type: 'float32', dims: [1, 2], data: Float32Array.of(5, 6) } as const;
    const { y } = await graph.run({ x }, { into: { y: into } });
    expect(y).toBe(into);
    expect([...into.data]).toEqual([6, 7]);
  });

  it('finds external data beside the model when opened by path', async () => {
    writeFileSync(join(folder, 'weights.bin'), Float32Array.of(99, 3, 4));
    const model = adding('float32', Float32Array.of(0, 0));
    const file = join(folder, 'model.onnx');
    const c = {
      name: 'c',
      type: 'float32',
      dims: [2],
      data: { location: 'weights.bin', offset: 4, length: 8 },
    } as const;
    writeFileSync(file, encodeModel({ ...model, graph: { ...model.graph, initializers: [c] } }));
    const graph = await openGraph(file, cpu);
    const { y } = await graph.run({ x: { type: 'float32', dims: [1, 2], data: Float32Array.of(0, 0) } });
    expect(y?.data).toEqual(Float32Array.of(3, 4));
  });

  it('runs a subgraph and a function as they were written', async () => {
    const graph = await openGraph(encodeModel(powers), cpu);
    const { result } = await graph.run({ x: { type: 'float32', dims: [1], data: Float32Array.of(3) } });
    expect(result?.data).toEqual(Float32Array.of(24));
  });
});

/** x doubled three times by a Loop whose body calls a function of the model's own. */
const powers: OnnxModel = {
  opsets: [...opsets, { domain: 'plumbline.test', version: 1 }],
  functions: [
    {
      domain: 'plumbline.test',
      name: 'Double',
      inputs: ['v'],
      outputs: ['w'],
      opsets,
      nodes: [{ op: 'Add', inputs: ['v', 'v'], outputs: ['w'] }],
    },
  ],
  graph: {
    name: 'powers',
    inputs: [value('x', 'float32', [1])],
    outputs: [value('result', 'float32', [1])],
    initializers: [
      { name: 'count', type: 'int64', dims: [], data: BigInt64Array.of(3n) },
      { name: 'go', type: 'bool', dims: [], data: Uint8Array.of(1) },
    ],
    nodes: [
      {
        op: 'Loop',
        inputs: ['count', 'go', 'x'],
        outputs: ['result'],
        attributes: {
          body: {
            kind: 'graph',
            value: {
              name: 'body',
              inputs: [value('at', 'int64', []), value('on', 'bool', []), value('v', 'float32', [1])],
              outputs: [value('still', 'bool', []), value('w', 'float32', [1])],
              nodes: [
                { op: 'Identity', inputs: ['on'], outputs: ['still'] },
                { op: 'Double', domain: 'plumbline.test', inputs: ['v'], outputs: ['w'] },
              ],
            },
          },
        },
      },
    ],
  },
};

describe('a graph that cannot be', () => {
  it('names the model’s fault in the runtime’s words, without places', async () => {
    const model = adding('float32', Float32Array.of(1, 2));
    const nodes = [{ op: 'NoSuchOperator', inputs: ['x', 'c'], outputs: ['y'] }];
    const bytes = encodeModel({ ...model, graph: { ...model.graph, nodes } });
    const failure = await openGraph(bytes, cpu).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'compute.model-refused' });
    expect((failure as { params: { detail: string } }).params.detail).toMatch(/NoSuchOperator/);
    expect((failure as { params: { detail: string } }).params.detail).not.toMatch(/[\\/]\w+[\\/]/);
  });

  it('does not fall back where a provider is missing', async () => {
    const bytes = encodeModel(adding('float32', Float32Array.of(1, 2)));
    await expect(openGraph(bytes, { provider: 'cuda', threads: 1 })).rejects.toMatchObject({
      code: 'compute.provider-unusable',
      params: { provider: 'cuda' },
    });
  });

  it('tells a run that broke off from one that had no memory', async () => {
    const model: OnnxModel = {
      opsets,
      graph: {
        name: 'huge',
        nodes: [{ op: 'ConstantOfShape', inputs: ['shape'], outputs: ['y'] }],
        inputs: [value('shape', 'int64', [1])],
        outputs: [value('y', 'float32', ['n'])],
      },
    };
    const graph = await openGraph(encodeModel(model), cpu);
    const ask = (elements: bigint) =>
      graph.run({ shape: { type: 'int64', dims: [1], data: BigInt64Array.of(elements) } });
    await expect(ask(2n ** 47n)).rejects.toMatchObject({ code: 'compute.out-of-memory' });
    await expect(ask(-5n)).rejects.toMatchObject({ code: 'compute.run-failed' });
    expect((await ask(3n))['y']?.data).toEqual(Float32Array.of(0, 0, 0));
  });
});
