import { performance } from 'node:perf_hooks';
import type { SelfTest } from '../../shared/contract/compute.ts';
import { seededRandom } from '../../shared/lib/random.ts';
import { encodeModel } from '../formats/onnx/encode-model.ts';
import type { OnnxAttribute } from '../formats/onnx/model.ts';
import { outputOf } from './graph.ts';
import type { TaskContext } from './task.ts';

const ROUNDS = 3;
/** Outputs that are computed again in plain arithmetic. */
const SAMPLES = 64;
/** Providers may add up in another order and in TF32 (10 bits of mantissa); a wrong kernel is wrong by far more. */
const TOLERANCE = 2e-2;

/** One operator over two inputs, and what any one of its outputs has to be. */
export interface Step {
  readonly step: SelfTest['steps'][number]['step'];
  readonly op: string;
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly y: readonly number[];
  readonly flops: number;
  readonly expected: (a: Float32Array, b: Float32Array, at: number) => number;
}

const SIZE = 512;
const PLANES = 64;
const SIDE = 96;

export const MATMUL: Step = {
  step: 'matmul',
  op: 'MatMul',
  a: [SIZE, SIZE],
  b: [SIZE, SIZE],
  y: [SIZE, SIZE],
  flops: 2 * SIZE ** 3,
  expected: (a, b, at) => {
    const row = Math.floor(at / SIZE) * SIZE;
    let sum = 0;
    for (let k = 0; k < SIZE; k += 1) sum += a[row + k]! * b[k * SIZE + (at % SIZE)]!;
    return sum;
  },
};

/** 3 x 3, padded, 64 planes to 64. */
export const CONVOLUTION: Step = {
  step: 'convolution',
  op: 'Conv',
  attributes: { pads: { kind: 'ints', value: [1, 1, 1, 1] } },
  a: [1, PLANES, SIDE, SIDE],
  b: [PLANES, PLANES, 3, 3],
  y: [1, PLANES, SIDE, SIDE],
  flops: 2 * SIDE * SIDE * PLANES * PLANES * 9,
  expected: (a, b, at) => {
    const x = at % SIDE;
    const y = Math.floor(at / SIDE) % SIDE;
    const out = Math.floor(at / SIDE / SIDE);
    let sum = 0;
    for (let plane = 0; plane < PLANES; plane += 1)
      for (let dy = -1; dy <= 1; dy += 1)
        for (let dx = -1; dx <= 1; dx += 1) {
          if (x + dx < 0 || x + dx >= SIDE || y + dy < 0 || y + dy >= SIDE) continue;
          const weight = b[((out * PLANES + plane) * 3 + dy + 1) * 3 + dx + 1]!;
          sum += weight * a[(plane * SIDE + y + dy) * SIDE + x + dx]!;
        }
    return sum;
  },
};

/** @throws AppError as Graph and openGraph do */
export async function measure(
  step: Step,
  context: Pick<TaskContext, 'openGraph'>,
): Promise<SelfTest['steps'][number]> {
  const a = noise(step.a, 1);
  const b = noise(step.b, 2);
  const graph = await context.openGraph(modelOf(step));
  try {
    let fastest = Number.POSITIVE_INFINITY;
    let y = new Float32Array();
    for (let round = 0; round < ROUNDS; round += 1) {
      const started = performance.now();
      const feeds = {
        a: { type: 'float32', dims: step.a, data: a },
        b: { type: 'float32', dims: step.b, data: b },
      } as const;
      y = Float32Array.from(outputOf(await graph.run(feeds), 'y', 'float32').data);
      fastest = Math.min(fastest, performance.now() - started);
    }
    const gigaflops = step.flops / fastest / 1e6;
    return { step: step.step, milliseconds: fastest, gigaflops, isRight: isRight(step, { a, b, y }) };
  } finally {
    await graph.release();
  }
}

function modelOf({ op, attributes = {}, a, b, y }: Step): Uint8Array {
  return encodeModel({
    opsets: [{ domain: '', version: 17 }],
    graph: {
      name: 'self-test',
      nodes: [{ op, inputs: ['a', 'b'], outputs: ['y'], attributes }],
      inputs: [
        { name: 'a', type: 'float32', dims: a },
        { name: 'b', type: 'float32', dims: b },
      ],
      outputs: [{ name: 'y', type: 'float32', dims: y }],
    },
  });
}

function noise(dims: readonly number[], seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: dims.reduce((product, dim) => product * dim, 1) }, () => random() - 0.5);
}

/** Samples spread over the whole output, the padded border among them. */
function isRight({ expected }: Step, { a, b, y }: Record<'a' | 'b' | 'y', Float32Array>): boolean {
  return Array.from({ length: SAMPLES }, (_, i) => Math.floor((i * (y.length - 1)) / (SAMPLES - 1))).every(
    (at) => Math.abs(y[at]! - expected(a, b, at)) <= TOLERANCE,
  );
}
