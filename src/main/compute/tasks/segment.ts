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
  const { buffer, byteOffset, byteLength } = await readFile(file);
  const data =
    dtype === 'int16'
      ? new Int16Array(buffer.slice(byteOffset, byteOffset + byteLength))
      : new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
  const labels = await segmentVolume(
    { dir, plan, volume: { dims, data }, spacingMm, finished },
    {
      signal: context.signal,
      openGraph: (graph) => context.openGraph(graph),
      onTile: (done, total) => context.progress({ done, total, step: 'segment' }),
      onPart: (index, part) => context.part({ index, labels: part }),
    },
  );
  return { labels };
};
