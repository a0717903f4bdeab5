import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { FullRun } from '../../../../shared/contract/full-training.ts';
import { useApi } from '../../../rpc/api.ts';
import { isActive } from './states.ts';

const POLL_MS = 2000;

/** A run with its curve, read again while it goes on. */
export function useRunDetail(run: FullRun) {
  const { query } = useApi();
  const queryClient = useQueryClient();
  // What it said at last comes with the state that ends it, after which nobody would ask again.
  useEffect(
    () =>
      void queryClient.invalidateQueries({
        queryKey: query.fullTraining.status.key({ input: { run: run.run } }),
      }),
    [query, queryClient, run.run, run.state],
  );
  return useQuery({
    ...query.fullTraining.status.queryOptions({ input: { run: run.run } }),
    refetchInterval: isActive(run) ? POLL_MS : false,
  });
}
