import type { TrainingSettings } from '../../../shared/contract/training.ts';
import type { HeadShape } from './head-parameters.ts';

/** Features of one run, bytes: copied once, then several steps need nothing from outside. */
const RUN_BYTES = 32 * 2 ** 20;
/** A cancel, and a reviewer, wait for one run. */
const MOST_STEPS = 10;
const LOWEST_SHARE = 0.1;

/** Steps of one run: a divisor of the steps between two validations, so that they fall on the end of a run. */
export function stepsPerRun(
  { batch, evaluateEvery }: Pick<TrainingSettings, 'batch' | 'evaluateEvery'>,
  { tokens, features }: Pick<HeadShape, 'tokens' | 'features'>,
): number {
  const most = Math.max(1, Math.min(MOST_STEPS, Math.floor(RUN_BYTES / (batch * tokens * features * 2))));
  for (let steps = most; steps > 1; steps -= 1) if (evaluateEvery % steps === 0) return steps;
  return 1;
}

/** The rate of a step, from 0 on: up a line, then down a cosine to a tenth. */
export function rateAt(
  step: number,
  { rate, warmUp, steps }: Pick<TrainingSettings, 'rate' | 'warmUp' | 'steps'>,
): number {
  if (step < warmUp) return (rate * (step + 1)) / warmUp;
  const share = Math.min(1, (step - warmUp) / Math.max(1, steps - warmUp));
  return rate * (LOWEST_SHARE + ((1 - LOWEST_SHARE) * (1 + Math.cos(Math.PI * share))) / 2);
}
