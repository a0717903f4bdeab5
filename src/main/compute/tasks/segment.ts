import { readFile } from 'node:fs/promises';
import type { TaskInput, TaskPart, TaskResult } from '../protocol.ts';
import { segmentVolume } from '../segmentation/segment-volume.ts';
import type { Task } from '../task.ts';

/** @throws AppError segmentation.*, compute.* */
export const segment: Task<TaskInput<'segment'>, TaskResult<'segment'>, TaskPart<'segment'>> = async (
  { dir, plan, file, dtype, dims, spacingMm, finished },
  context,
) => {
  context.progress({ done: 0, total: null, step: 'resample' });
  const read = (): Promise<Int16Array | Float32Array> => readSamples(file, dtype);
  const labels = await segmentVolume(
    { dir, plan, dims, read, spacingMm, finished },
    {
      signal: context.signal,
      openGraph: (graph) => context.openGraph(graph),
      onTile: (done, total) => context.progress({ done, total, step: 'segment' }),
      onPart: (index, part) => context.part({ index, labels: part }),
    },
  );
  return { labels };
};

/** Large files get memory of their own from Node, which holds them and nothing else. */
async function readSamples(file: string, dtype: 'int16' | 'float32'): Promise<Int16Array | Float32Array> {
  const bytes = await readFile(file);
  const { buffer, byteOffset, byteLength } = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  return dtype === 'int16'
    ? new Int16Array(buffer, byteOffset, byteLength / 2)
    : new Float32Array(buffer, byteOffset, byteLength / 4);
}
