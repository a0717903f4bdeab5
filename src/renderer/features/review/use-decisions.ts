import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { z } from 'zod';
import type { DecideInput, DecisionSchema } from '../../../shared/contract/review.ts';
import type { PairState } from '../../../shared/domain/review/verdict.ts';
import { saveTracker } from '../../components/save-status.ts';
import { useApi } from '../../rpc/api.ts';
import { refusalOf } from '../../rpc/failure.ts';
import { Outbox } from './outbox.ts';

export type Decision = z.infer<typeof DecisionSchema>;
type Decided = { decision: Decision; revision: number };

/** One outbox for the window: verdicts, undo and redo leave in the order they were made. */
const outbox = new Outbox({
  classify: (error) => (refusalOf(error) ? 'refused' : 'unreachable'),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  onReachable: (isReachable) => saveTracker.setOnline(isReachable),
});

const RECENT_COUNT = 10;

export interface FailedSave {
  readonly pairId: number;
  readonly error: unknown;
}

export interface Decisions {
  /** Resolves when the decision is durable; rejects with what the server refused it for. */
  readonly decide: (input: DecideInput) => Promise<Decided>;
  /** Takes back the latest change, or the named decision wherever it stands. */
  readonly undo: (seq?: number) => Promise<Decided>;
  readonly redo: () => Promise<Decided>;
  readonly recent: readonly Decision[];
  readonly failed: FailedSave | null;
  readonly setFailed: (failed: FailedSave | null) => void;
}

/** Sends decisions and keeps the caches that show them true. */
export function useDecisions(onState: (pairId: number, state: PairState) => void): Decisions {
  const { client, query } = useApi();
  const queryClient = useQueryClient();
  const [failed, setFailed] = useState<FailedSave | null>(null);
  const recentOptions = query.review.recent.queryOptions({ input: { limit: 4 * RECENT_COUNT } });
  const recent = useQuery(recentOptions).data;

  const send = useCallback(
    async (change: () => Promise<Decided>): Promise<Decided> => {
      const decided = await saveTracker.track(() => outbox.send(change));
      const { decision } = decided;
      setFailed(null);
      onState(decision.pairId, decision.stateAfter);
      const { queryKey } = query.review.recent.queryOptions({ input: { limit: 4 * RECENT_COUNT } });
      queryClient.setQueryData(queryKey, (old) => [decision, ...(old ?? [])]);
      void queryClient.invalidateQueries({ queryKey: query.review.facets.key() });
      void queryClient.invalidateQueries({
        queryKey: query.review.pair.key({ input: { pairId: decision.pairId } }),
      });
      return decided;
    },
    [onState, query, queryClient],
  );

  return {
    decide: useCallback((input) => send(() => client.review.decide(input)), [client, send]),
    undo: useCallback(
      (seq) => {
        const decisionId = crypto.randomUUID();
        return send(() => client.review.undo(seq === undefined ? { decisionId } : { decisionId, seq }));
      },
      [client, send],
    ),
    redo: useCallback(() => {
      const decisionId = crypto.randomUUID();
      return send(() => client.review.redo({ decisionId }));
    }, [client, send]),
    recent: useMemo(() => standing(recent ?? []).slice(0, RECENT_COUNT), [recent]),
    failed,
    setFailed,
  };
}

/** The decisions that still stand: the latest of each pair, unless it was an undo. Newest first. */
export function standing(log: readonly Decision[]): Decision[] {
  const seen = new Set<number>();
  return log.filter((decision) => {
    if (seen.has(decision.pairId)) return false;
    seen.add(decision.pairId);
    return decision.verdict !== null && decision.stateAfter !== 'pending';
  });
}
