import { keepPreviousData, useQueries } from '@tanstack/react-query';
import type { CellState, StudyRow } from '../../../shared/contract/pipeline.ts';
import { useApi } from '../../rpc/api.ts';

/** Studies that are asked for together. */
const PAGE = 100;

export interface Studies {
  /** Undefined while the first page is on its way. */
  readonly total: number | undefined;
  readonly error: unknown;
  /** Undefined while its page is on its way. */
  readonly at: (index: number) => StudyRow | undefined;
}

/** Studies by their place in the list; only the pages around those in view are asked for. */
export function useStudies(
  state: CellState | null,
  { first, last }: { readonly first: number; readonly last: number },
): Studies {
  const { query } = useApi();
  const pages = [...new Set([0, Math.floor(first / PAGE), Math.floor(last / PAGE)])];
  const results = useQueries({
    queries: pages.map((page) => ({
      ...query.pipeline.studies.queryOptions({ input: { state, offset: page * PAGE, limit: PAGE } }),
      placeholderData: keepPreviousData,
    })),
  });
  return {
    total: results[0]?.data?.total,
    error: results.find(({ error }) => error)?.error ?? null,
    at: (index) => results[pages.indexOf(Math.floor(index / PAGE))]?.data?.rows[index % PAGE],
  };
}
