import { useMutation, useQuery } from '@tanstack/react-query';
import type { Job } from '../../shared/contract/jobs.ts';
import { useApi } from './api.ts';

export const isUnfinished = ({ status }: Job): boolean => status === 'queued' || status === 'running';

/** The open project's jobs, newest first; kept current by the server's events. */
export function useJobs(): {
  jobs: readonly Job[];
  isPending: boolean;
  cancel: (jobId: string) => void;
  pause: (jobId: string) => void;
  resume: (jobId: string) => void;
} {
  const { client, query } = useApi();
  const { data, isPending } = useQuery(query.jobs.list.queryOptions({ input: {} }));
  const cancel = useMutation({ mutationFn: (jobId: string) => client.jobs.cancel({ jobId }) });
  const pause = useMutation({ mutationFn: (jobId: string) => client.jobs.pause({ jobId }) });
  const resume = useMutation({ mutationFn: (jobId: string) => client.jobs.resume({ jobId }) });
  return {
    jobs: data ?? [],
    isPending,
    cancel: cancel.mutate,
    pause: pause.mutate,
    resume: resume.mutate,
  };
}
