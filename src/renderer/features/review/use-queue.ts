import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { QueueItem, QueueFilter, QueueOrderSchema } from '../../../shared/contract/review.ts';
import type { PairState } from '../../../shared/domain/review/verdict.ts';
import type { z } from 'zod';
import { useApi } from '../../rpc/api.ts';
import { askedFilter } from './asked-filter.ts';
import { onceEach, withState } from './queue-walk.ts';

export type QueueOrder = z.infer<typeof QueueOrderSchema>;

const PAGE_SIZE = 100;

export interface Queue {
  readonly filter: QueueFilter;
  readonly setFilter: (filter: QueueFilter) => void;
  readonly order: QueueOrder;
  readonly setOrder: (order: QueueOrder) => void;
  /** Pairs loaded so far, in order. Judged pairs keep their place until the queue is read anew. */
  readonly items: QueueItem[];
  readonly isPending: boolean;
  readonly error: unknown;
  readonly reload: () => void;
  readonly loadMore: () => void;
  readonly hasMore: boolean;
  readonly setState: (pairId: number, state: PairState) => void;
  readonly facets: ReturnType<typeof useFacets>;
}

/** The reviewer's queue: what is asked for, what is loaded of it, and the counts for the filters. */
export function useQueue(): Queue {
  const { query } = useApi();
  const queryClient = useQueryClient();
  const [filter, setFilter] = useState<QueueFilter>(() => askedFilter(window.location.hash));
  const [order, setOrder] = useState<QueueOrder>({ by: 'suspicion' });

  const options = useMemo(
    () =>
      query.review.queue.infiniteOptions({
        input: (cursor: string | null) => ({ filter, order, cursor, limit: PAGE_SIZE }),
        initialPageParam: null as string | null,
        getNextPageParam: (page) => page.nextCursor,
        staleTime: Infinity,
      }),
    [query, filter, order],
  );
  const pages = useInfiniteQuery(options);
  const items = useMemo(() => onceEach(pages.data?.pages.flatMap((page) => page.items) ?? []), [pages.data]);

  const setState = useCallback(
    (pairId: number, state: PairState) => {
      queryClient.setQueryData(options.queryKey, (old) => {
        if (!old) return old;
        return {
          ...old,
          pages: old.pages.map((page) => ({ ...page, items: withState(page.items, pairId, state) })),
        };
      });
    },
    [queryClient, options],
  );

  const { fetchNextPage, hasNextPage, isFetchingNextPage, refetch } = pages;
  return {
    filter,
    setFilter,
    order,
    setOrder,
    items,
    isPending: pages.isPending,
    error: pages.error,
    reload: useCallback(() => void refetch(), [refetch]),
    loadMore: useCallback(() => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    }, [fetchNextPage, hasNextPage, isFetchingNextPage]),
    hasMore: hasNextPage,
    setState,
    facets: useFacets(filter),
  };
}

function useFacets(filter: QueueFilter) {
  const { query } = useApi();
  return useQuery({
    ...query.review.facets.queryOptions({ input: { filter } }),
    placeholderData: (previous) => previous,
  }).data;
}
