import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  PipelineOverview,
  PipelineRunInput,
  PipelineSettings,
} from '../../../shared/contract/pipeline.ts';
import { useApi } from '../../rpc/api.ts';

export interface Pipeline {
  readonly overview: PipelineOverview | undefined;
  readonly error: unknown;
  readonly reload: () => void;
  /** Why the last press of a button came to nothing. */
  readonly refusal: unknown;
  readonly run: (change?: Partial<PipelineRunInput>) => void;
  readonly set: (change: Partial<PipelineSettings>) => void;
}

/** The pipeline of the open project, and what can be done with it. */
export function usePipeline(): Pipeline {
  const { client, query } = useApi();
  const queryClient = useQueryClient();
  const overview = useQuery(query.pipeline.overview.queryOptions({ input: {} }));
  const again = async (): Promise<void> => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: query.pipeline.key() }),
      queryClient.invalidateQueries({ queryKey: query.jobs.key() }),
    ]);
  };
  const run = useMutation({
    mutationFn: (change: Partial<PipelineRunInput>) =>
      client.pipeline.run({ stages: null, studies: null, again: false, ...change }),
    onSuccess: again,
  });
  const set = useMutation({
    mutationFn: (change: Partial<PipelineSettings>) => client.pipeline.set(change),
    onSuccess: again,
  });
  return {
    // What was chosen is shown at once; what it changes comes with the answer.
    overview: overview.data && {
      ...overview.data,
      settings: { ...overview.data.settings, ...(set.isPending && set.variables) },
    },
    error: overview.error,
    reload: () => void overview.refetch(),
    refusal: run.error ?? set.error,
    run: (change = {}) => run.mutate(change),
    set: set.mutate,
  };
}
