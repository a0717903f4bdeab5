import type { FullRun } from '../../../../shared/contract/full-training.ts';

const ENDED: readonly FullRun['state'][] = ['done', 'failed', 'stopped'];

/** Whether something goes on, or waits for its turn. */
export const isActive = ({ state }: Pick<FullRun, 'state'>): boolean => !ENDED.includes(state);
