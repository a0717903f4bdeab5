import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairProposal } from '../../../shared/contract/proposals.ts';
import type { PairDetail } from '../../../shared/contract/review.ts';
import { labelOf } from '../../../shared/domain/anatomy/classes.ts';
import { announce } from '../../components/announcer.tsx';
import { useActions } from '../../keyboard/use-keyboard.ts';
import { useApi } from '../../rpc/api.ts';
import type { ViewerMark } from '../../viewer/index.ts';
import { type CorrectionDraft, withProposal } from './correction-draft.ts';

export interface ProposalOptions {
  readonly draft: CorrectionDraft;
  readonly setDraft: (draft: CorrectionDraft) => void;
  /** The models' boxes are drawn. */
  readonly isShown: boolean;
}

export interface ProposalState {
  readonly proposal: PairProposal | undefined;
  readonly take: () => void;
  /** The trained model's box, while it is not the box under judgement itself. */
  readonly marks: readonly ViewerMark[];
}

/** The box that a model proposes for the pair, and one key that takes it as the correction. */
export function useProposal(detail: PairDetail | undefined, options: ProposalOptions): ProposalState {
  const { draft, setDraft, isShown } = options;
  const { t, i18n } = useTranslation('review');
  const language = i18n.language === 'de' ? 'de' : 'en';
  const proposal = useProposed(detail);
  const proposed = proposal?.proposed;
  const take = useCallback(() => {
    if (!detail || !proposal) return;
    if (!proposed) return announce(t(proposal.isWithheld ? 'proposal.withheld' : 'proposal.none'));
    const next = withProposal(detail.pair, proposed);
    setDraft(next);
    announce(t(next ? 'proposal.taken' : 'proposal.same', { model: t(`proposal.by.${proposed.proposer}`) }));
  }, [detail, proposal, proposed, setDraft, t]);
  useActions({ 'correct.proposal': take });
  const head = proposal?.head;
  const isTaken = draft?.proposal?.proposer === 'head';
  const marks = useMemo<readonly ViewerMark[]>(() => {
    if (!isShown || isTaken || !detail || !head?.box) return [];
    const label = t('proposal.mark', {
      label: labelOf(detail.pair.classId, language),
      percent: Math.round((head.iou ?? 0) * 100),
    });
    return [{ key: `head ${head.headId}`, label, box: head.box, look: 'proposal' }];
  }, [isShown, isTaken, detail, head, t, language]);
  return { proposal, take, marks };
}

function useProposed(detail: PairDetail | undefined): PairProposal | undefined {
  const { query } = useApi();
  const queryClient = useQueryClient();
  const pairId = detail?.pair.pairId;
  const state = detail?.pair.state;
  // A verdict lifts the blind of its pair.
  useEffect(
    () => void queryClient.invalidateQueries({ queryKey: query.proposals.ofPair.key() }),
    [query, queryClient, state],
  );
  const { data } = useQuery({
    ...query.proposals.ofPair.queryOptions({ input: { pairId: pairId ?? 0 } }),
    enabled: pairId !== undefined,
  });
  return data;
}
