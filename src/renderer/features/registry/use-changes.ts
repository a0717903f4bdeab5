import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RegistryEvent } from '../../../shared/contract/registry.ts';
import type { ModelKind } from '../../../shared/domain/promotion/registry-entry.ts';
import { announce } from '../../components/announcer.tsx';
import { useApi } from '../../rpc/api.ts';
import { useModelNames } from './use-model-names.ts';
import { useWords } from './words.ts';

/** What can be done with the models of a kind, and what came of the last time. */
export interface Changes {
  readonly promote: (id: string) => void;
  readonly rollBack: () => void;
  readonly judge: (id: string) => void;
  readonly isBusy: boolean;
  /** The promotion or roll-back of a moment ago, which can be taken back. */
  readonly done: RegistryEvent | null;
  /** What was done, in words, and how long it took. */
  readonly doneText: string;
  readonly takeBack: () => void;
  readonly error: unknown;
}

interface Done {
  readonly event: RegistryEvent;
  readonly tookMs: number;
}

export function useChanges(kind: ModelKind): Changes {
  const { t } = useTranslation('registry');
  const { client, query } = useApi();
  const queryClient = useQueryClient();
  const { seconds } = useWords();
  const nameOf = useModelNames();
  const textOf = ({ event: { action, modelId }, tookMs }: Done): string => {
    const time = seconds(tookMs / 1000);
    if (modelId === null) return t('done.nobody', { time });
    const text = t(action === 'promote' ? 'done.promoted' : 'done.rolledBack', {
      id: nameOf(modelId),
      time,
    });
    return kind === 'head' ? `${text} ${t('done.next')}` : text;
  };
  const change = useMutation({
    mutationFn: async (id: string | null): Promise<Done> => {
      const begun = performance.now();
      const event = await (id === null
        ? client.registry.rollBack({ kind })
        : client.registry.promote({ kind, id }));
      return { event, tookMs: performance.now() - begun };
    },
    onSuccess: async (made) => {
      announce(textOf(made));
      await queryClient.invalidateQueries({ queryKey: query.registry.key() });
    },
  });
  const judge = useMutation({
    mutationFn: (id: string) => client.registry.judge({ kind, id }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: query.jobs.key() }),
  });
  const made = change.data?.event.kind === kind ? change.data : null;
  const done = made?.event ?? null;
  return {
    promote: change.mutate,
    rollBack: () => change.mutate(null),
    judge: judge.mutate,
    isBusy: change.isPending,
    done,
    doneText: made ? textOf(made) : '',
    // Who was champion before a roll-back was let through by the gate; it is asked again.
    takeBack: () => done && change.mutate(done.action === 'promote' ? null : done.championId),
    error: change.error ?? judge.error,
  };
}
