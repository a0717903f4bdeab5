import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { AppEvent } from '../../shared/contract/jobs.ts';
import { useApi } from '../rpc/api.ts';
import { atMostEvery } from '../rpc/at-most-every.ts';
import { followProject } from '../rpc/project-switch.ts';

const RECONNECT_MS = 1_000;
/** Stages of small studies end many times a second. */
const PIPELINE_MS = 700;

/** Re-reads what the server says has changed, for as long as the window is open. */
export function useServerEvents(): void {
  const { client, query } = useApi();
  const queryClient = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    const pipeline = atMostEvery(
      PIPELINE_MS,
      () => void queryClient.invalidateQueries({ queryKey: query.pipeline.key() }),
    );
    const refresh = (event: AppEvent): void => {
      if (event.type === 'project.changed') void followProject({ client, query }, queryClient);
      if (event.type === 'pipeline.changed') pipeline.due();
      if (event.type === 'training.changed')
        void queryClient.invalidateQueries({ queryKey: query.training.run.key() });
      if (event.type === 'registry.changed') {
        void queryClient.invalidateQueries({ queryKey: query.registry.key() });
        void queryClient.invalidateQueries({ queryKey: query.proposals.key() });
      }
      if (event.type === 'jobs.changed') {
        void queryClient.invalidateQueries({ queryKey: query.jobs.key() });
        if (event.job.status === 'done') void queryClient.invalidateQueries();
      }
      if (event.type === 'queue.reordered') {
        void queryClient.invalidateQueries({ queryKey: query.review.queue.key() });
        void queryClient.invalidateQueries({ queryKey: query.review.pair.key() });
      }
      if (event.type === 'proposals.changed') {
        for (const pairId of event.pairIds)
          void queryClient.invalidateQueries({ queryKey: query.proposals.ofPair.key({ input: { pairId } }) });
      }
      // A verdict of this window has updated its own caches; another window's changes are read again here.
      if (event.type === 'review.changed') {
        for (const pairId of event.pairIds) {
          void queryClient.invalidateQueries({ queryKey: query.review.pair.key({ input: { pairId } }) });
          void queryClient.invalidateQueries({ queryKey: query.vlm.suggestion.key({ input: { pairId } }) });
        }
      }
    };
    const follow = async (): Promise<void> => {
      while (!stop.signal.aborted) {
        try {
          for await (const event of await client.jobs.events({}, { signal: stop.signal })) refresh(event);
        } catch (error) {
          if (stop.signal.aborted) return;
          // The stream ended with the connection; what was missed is read again once it is back.
          if (!(error instanceof Error)) throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
      }
    };
    void follow();
    return () => {
      stop.abort();
      pipeline.stop();
    };
  }, [client, query, queryClient]);
}
