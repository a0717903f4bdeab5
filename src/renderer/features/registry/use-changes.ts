import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RegistryEvent } from '../../../shared/contract/registry.ts';
import type { ModelKind } from '../../../shared/domain/promotion/registry-entry.ts';
import { announce } from '../../components/announcer.tsx';
import { useApi } from '../../rpc/api.ts';
import { shortId } from './words.ts';

/** What can be done with the models of a kind, and what came of the last time. */
export interface Changes {
  readonly promote: (id: string) => void;
  readonly rollBack: () => void;
  readonly judge: (id: string) => void;
  readonly isBusy: boolean;
  /** The promotion or roll-back of a moment ago, which can be taken back. */
  readonly done: RegistryEvent | null;
  /** What was done, in words. */
  readonly doneText: string;
  readonly takeBack: () => void;
  readonly error: unknown;
}

export function useChanges(kind: ModelKind): Changes {
  const { t } = useTranslation('registry');
  const { client, query } = useApi();
  const queryClient = useQueryClient();
  const textOf = ({ action, modelId }: RegistryEvent): string => {
    if (modelId === null) return t('done.nobody');
    return t(action === 'promote' ? 'done.promoted' : 'done.rolledBack', { id: shortId(modelId) });
  };
  const change = useMutation({
    mutationFn: (id: string | null) =>
      id === null ? client.registry.rollBack({ kind }) : client.registry.promote({ kind, id }),
    onSuccess: async (event) => {
      announce(textOf(event));
      await queryClient.invalidateQueries({ queryKey: query.registry.key() });
    },
  });
  const judge = useMutation({
    mutationFn: (id: string) => client.registry.judge({ kind, id }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: query.jobs.key() }),
  });
  const done = change.data?.kind === kind ? change.data : null;
  return {
    promote: change.mutate,
    rollBack: () => change.mutate(null),
    judge: judge.mutate,
    isBusy: change.isPending,
    done,
    doneText: done ? textOf(done) : '',
    // Who was champion before a roll-back was let through by the gate; it is asked again.
    takeBack: () => done && change.mutate(done.action === 'promote' ? null : done.championId),
    error: change.error ?? judge.error,
  };
}
