import { useQuery } from '@tanstack/react-query';
import type { FullRun } from '../../../../shared/contract/full-training.ts';
import { useApi } from '../../../rpc/api.ts';
import { isActive } from './states.ts';

const POLL_MS = 2000;

/** A run with its curve, read again while it goes on. */
export function useRunDetail(run: FullRun) {
  const { query } = useApi();
  return useQuery({
    ...query.fullTraining.status.queryOptions({ input: { run: run.run } }),
    refetchInterval: isActive(run) ? POLL_MS : false,
  });
}
