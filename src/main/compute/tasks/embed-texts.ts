import { type EmbeddingTest, testEmbedding } from '../embedding/self-test.ts';
import { type EmbeddingFiles, TextEmbeddingModel } from '../embedding/text-embedding.ts';
import type { TaskInput, TaskPart, TaskResult } from '../protocol.ts';
import type { Kept, Task, TaskContext } from '../task.ts';

type Part = TaskPart<'embed-texts'>;
type Context = Pick<TaskContext, 'openGraph' | 'device'>;

interface Tested extends Kept {
  readonly model: TextEmbeddingModel;
  readonly test: EmbeddingTest;
}

/** @throws AppError compute.*, models.* */
export const embedTexts: Task<TaskInput<'embed-texts'>, TaskResult<'embed-texts'>, Part> = async (
  { dir, plan, texts },
  context,
) => {
  const total = texts.length;
  context.progress({ done: 0, total, step: 'loadModel' });
  const { model, test } = await context.keep(`embedding ${dir}`, () => tested({ dir, plan }, context));
  let done = 0;
  for await (const vectors of model.embed(texts)) {
    const places = [...vectors.keys()];
    const all = new Float32Array(places.length * plan.width);
    for (const [n, vector] of [...vectors.values()].entries()) all.set(vector, n * plan.width);
    context.part({ places, vectors: all });
    done += places.length;
    context.progress({ done, total, step: 'embed' });
    context.signal.throwIfAborted();
  }
  return test;
};

/** @throws AppError compute.*, models.* */
export const testEmbeddingPack: Task<TaskInput<'test-embedding'>, TaskResult<'test-embedding'>> = async (
  files,
  context,
) => {
  const opened = await tested(files, context);
  await opened.release();
  return opened.test;
};

/** A model that stood its test; one that did not is given back. */
async function tested(files: EmbeddingFiles, { openGraph, device }: Context): Promise<Tested> {
  const model = await TextEmbeddingModel.open(files, openGraph);
  const release = (): Promise<void> => model.release();
  try {
    return { model, release, test: await testEmbedding(model, files, device.provider) };
  } catch (error) {
    await release();
    throw error;
  }
}
