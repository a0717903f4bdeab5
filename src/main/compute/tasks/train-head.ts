import type { TaskInput, TaskPart, TaskResult } from '../protocol.ts';
import type { Task } from '../task.ts';
import { giveWay } from '../training/give-way.ts';
import { HeadTraining } from '../training/head-training.ts';

/** @throws AppError training.*, compute.*, store.* */
export const trainHead: Task<
  TaskInput<'train-head'>,
  TaskResult<'train-head'>,
  TaskPart<'train-head'>
> = async (input, context) => {
  if (input.isNice) giveWay();
  const training = await HeadTraining.open(input, context);
  try {
    return await training.run();
  } finally {
    await training.release();
  }
};
