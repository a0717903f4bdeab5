import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { PairDetail, PairSummary } from '../../../shared/contract/review.ts';
import { useApi } from '../../rpc/api.ts';
import { prefetchSlice } from './slice-prefetch.ts';

/** Everything about the pair under judgement. */
export function usePair(pairId: number | null) {
  const { query } = useApi();
  return useQuery({
    ...query.review.pair.queryOptions({ input: { pairId: pairId ?? 0 } }),
    enabled: pairId !== null,
    staleTime: Infinity,
  });
}

/** Loads the data and the pixels of the pairs that come next, so that they stand there at once. */
export function usePrefetch(pairs: readonly PairSummary[]): void {
  const { query } = useApi();
  const queryClient = useQueryClient();
  const ids = pairs.map(({ pairId }) => pairId).join(' ');
  useEffect(() => {
    let isStale = false;
    const prefetch = async (): Promise<void> => {
      for (const id of ids.split(' ').filter(Boolean)) {
        if (isStale) return;
        const options = query.review.pair.queryOptions({
          input: { pairId: Number(id) },
          staleTime: Infinity,
        });
        // A pair that cannot be read ahead is read, and its failure shown, when its turn comes.
        await queryClient.prefetchQuery(options);
        const detail: PairDetail | undefined = queryClient.getQueryData(options.queryKey);
        if (detail) await prefetchSlice(detail);
      }
    };
    void prefetch();
    return () => void (isStale = true);
  }, [ids, query, queryClient]);
}
