import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../rpc/api.ts';

export interface PackActions {
  readonly verify: (id: string) => void;
  readonly remove: (id: string) => void;
  readonly isRemoving: boolean;
  /** The pack whose last action was refused, and why. */
  readonly refused: { readonly id: string; readonly error: Error } | null;
}

/** @param onStarted Called with the id of a job that one of them began. */
export function usePackActions(onStarted: (jobId: string) => void): PackActions {
  const { client, query } = useApi();
  const queryClient = useQueryClient();
  const verify = useMutation({
    mutationFn: (id: string) => client.models.verify({ id }),
    onSuccess: ({ jobId }) => onStarted(jobId),
  });
  const remove = useMutation({
    mutationFn: (id: string) => client.models.remove({ id }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: query.models.key() }),
  });
  const failed = [remove, verify].find(({ error }) => error);
  return {
    verify: verify.mutate,
    remove: remove.mutate,
    isRemoving: remove.isPending,
    refused: failed?.error ? { id: failed.variables!, error: failed.error } : null,
  };
}
