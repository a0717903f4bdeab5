import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AppError } from '../../../shared/contract/app-error.ts';
import { classId } from '../../../shared/domain/anatomy/classes.ts';
import { type Graph, outputOf } from '../graph.ts';
import type { TaskInput, TaskResult } from '../protocol.ts';
import type { Task, TaskContext } from '../task.ts';
import { giveWay } from '../training/give-way.ts';
import { rawFeatures } from '../training/training-samples.ts';

type Input = TaskInput<'run-head'>;
type Answers = TaskResult<'run-head'>['answers'];

const OUTPUTS = ['presence', 'boxes', 'spread'] as const;

/** @throws AppError training.candidate-unknown, training.features-damaged, compute.* */
export const runHead: Task<Input, TaskResult<'run-head'>> = async (
  { head, features, isNice, slices },
  context,
) => {
  if (isNice) giveWay();
  const graph = await context.keep(`head ${head.sha256}`, () => opened(head, context));
  const answers: Answers = [];
  for (const [done, slice] of slices.entries()) {
    context.signal.throwIfAborted();
    context.progress({ done, total: slices.length, step: 'head', params: { imageId: slice.imageId } });
    answers.push(await ask(graph, slice, features));
  }
  return { answers };
};

/** From the bytes that were checked, so that nothing else can have taken the file's place meanwhile. */
async function opened(
  { file, sha256 }: Input['head'],
  context: Pick<TaskContext, 'openGraph'>,
): Promise<Graph> {
  const bytes = await readFile(file).catch(() => null);
  if (!bytes || createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new AppError('training.candidate-unknown', { candidate: file });
  return context.openGraph(bytes);
}

async function ask(
  graph: Graph,
  slice: Input['slices'][number],
  size: Input['features'],
): Promise<Answers[number]> {
  const half = await rawFeatures(slice, size);
  const data = Float32Array.from(new Float16Array(half.buffer, half.byteOffset, half.length));
  const image = { type: 'float32', dims: [1, size.tokens, size.width], data } as const;
  const outputs = await graph.run({ image_features: image }, { outputs: OUTPUTS });
  const [presence, boxes, spread] = OUTPUTS.map((name) => outputOf(outputs, name, 'float32').data);
  return slice.classIds.map((id) => {
    const at = id - 1;
    const [x1, y1, x2, y2] = boxes!.subarray(at * 4, at * 4 + 4);
    return {
      classId: classId(id),
      presence: presence![at]!,
      edges: [x1!, y1!, x2!, y2!],
      spread: spread![at]!,
    };
  });
}
