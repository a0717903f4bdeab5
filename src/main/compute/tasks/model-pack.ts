import { checkPack as check } from '../../formats/model-pack/check-pack.ts';
import { copyPack as copy } from '../../formats/model-pack/copy-pack.ts';
import type { TaskInput, TaskResult } from '../protocol.ts';
import type { Task, TaskContext } from '../task.ts';

export const checkPack: Task<TaskInput<'check-pack'>, TaskResult<'check-pack'>> = async (
  { dir, allowHardLinks },
  context,
) => {
  const { id } = await check(dir, { allowHardLinks, ...telling(context, 'checkPack') });
  return { id };
};

export const copyPack: Task<TaskInput<'copy-pack'>, TaskResult<'copy-pack'>> = async (
  { from, to },
  context,
) => {
  const { id } = await copy(from, to, telling(context, 'copyPack'));
  return { id };
};

const telling = (context: TaskContext, step: string) => ({
  signal: context.signal,
  progress: (done: number, total: number) => context.progress({ done, total, step }),
});
