import { modelInput } from '../../../shared/domain/image/model-input.ts';
import { writeFeatures } from '../../formats/feature-file.ts';
import { outputOf } from '../graph.ts';
import type { TaskInput, TaskResult } from '../protocol.ts';
import type { Task } from '../task.ts';
import { giveWay } from '../training/give-way.ts';

/** @throws AppError compute.*, store.* */
export const encodeSlices: Task<TaskInput<'encode-slices'>, TaskResult<'encode-slices'>> = async (
  { graph: file, size, normalisation, isNice, slices },
  context,
) => {
  if (isNice) giveWay();
  const graph = await context.keep(`encoder ${file}`, () => context.openGraph(file));
  let shape = { tokens: 0, width: 0 };
  for (const [done, slice] of slices.entries()) {
    context.signal.throwIfAborted();
    context.progress({ done, total: slices.length, step: 'encode' });
    const data = modelInput(slice, normalisation, size);
    const pixels = { type: 'float32', dims: [1, 3, size, size], data } as const;
    const outputs = await graph.run({ pixel_values: pixels }, { outputs: ['image_features'] });
    const features = outputOf(outputs, 'image_features', 'float32');
    shape = { tokens: features.dims[1]!, width: features.dims[2]! };
    const half = Float16Array.from(features.data);
    await writeFeatures(slice.file, { ...shape, data: new Uint16Array(half.buffer) });
  }
  return shape;
};
