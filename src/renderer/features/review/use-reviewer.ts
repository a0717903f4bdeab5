import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../rpc/api.ts';

/** Whose name goes with the verdicts. */
export function useReviewer() {
  const { client, query } = useApi();
  const queryClient = useQueryClient();
  const options = query.review.reviewer.queryOptions({ input: {} });
  const current = useQuery({ ...options, staleTime: Infinity });
  const save = useMutation({
    mutationFn: (name: string) => client.review.setReviewer({ name }),
    onSuccess: (reviewer) => queryClient.setQueryData(options.queryKey, reviewer),
  });
  return { name: current.data?.name ?? null, isKnown: current.isSuccess, save };
}
