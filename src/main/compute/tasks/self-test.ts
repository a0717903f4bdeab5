import type { SelfTest } from '../../../shared/contract/compute.ts';
import { CONVOLUTION, MATMUL, measure } from '../measured-step.ts';
import type { Task } from '../task.ts';

export const selfTest: Task<object, SelfTest> = async (_input, context) => {
  const steps: SelfTest['steps'] = [];
  for (const step of [CONVOLUTION, MATMUL]) {
    context.signal.throwIfAborted();
    context.progress({ done: steps.length, total: 2, step: 'selfTest' });
    steps.push(await measure(step, context));
  }
  return { steps };
};
