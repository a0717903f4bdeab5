import { performance } from 'node:perf_hooks';
import { AppError } from '../../../shared/contract/app-error.ts';
import { encodeModel } from '../../formats/onnx/encode-model.ts';
import { outputOf } from '../graph.ts';
import type { TaskResult } from '../protocol.ts';
import { MATMUL, measure } from '../measured-step.ts';
import type { Task, TaskContext } from '../task.ts';

/** y = x · 2, the smallest model there is; opset 17 is read by every runtime of the last years. */
const ONE_NODE = {
  opsets: [{ domain: '', version: 17 }],
  graph: {
    name: 'one-node',
    nodes: [{ op: 'Mul', inputs: ['x', 'two'], outputs: ['y'] }],
    initializers: [{ name: 'two', type: 'float32', dims: [1], data: Float32Array.of(2) }],
    inputs: [{ name: 'x', type: 'float32', dims: [4] }],
    outputs: [{ name: 'y', type: 'float32', dims: [4] }],
  },
} as const;

/** @throws AppError where the provider cannot be loaded, or computes something else */
export const checkProvider: Task<object, TaskResult<'check-provider'>> = async (_input, context) => {
  const milliseconds = await runOneNode(context);
  const { gigaflops, isRight } = await measure(MATMUL, context);
  if (!isRight) throw new AppError('compute.run-failed', { detail: MATMUL.op });
  return { milliseconds, gigaflops };
};

async function runOneNode(context: Pick<TaskContext, 'openGraph'>): Promise<number> {
  const started = performance.now();
  const graph = await context.openGraph(encodeModel(ONE_NODE));
  try {
    const x = Float32Array.of(1, -2, 3.5, 0);
    const { data } = outputOf(
      await graph.run({ x: { type: 'float32', dims: [4], data: x } }),
      'y',
      'float32',
    );
    if (x.some((value, at) => data[at] !== value * 2))
      throw new AppError('compute.run-failed', {
        detail: `${[...x].join(' ')} · 2 = ${[...data].join(' ')}`,
      });
    return performance.now() - started;
  } finally {
    await graph.release();
  }
}
