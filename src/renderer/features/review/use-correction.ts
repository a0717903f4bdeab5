import { useCallback, useEffect, useRef, useState } from 'react';
import type { PairDetail } from '../../../shared/contract/review.ts';
import { type ClassId, counterpartOf } from '../../../shared/domain/anatomy/classes.ts';
import type { Box } from '../../../shared/domain/grounding/box.ts';
import { useActions } from '../../keyboard/use-keyboard.ts';
import { type BoxKeysOptions, useBoxKeys } from './use-box-keys.ts';
import { type CorrectionDraft, withBox, withRegion, withSideSwapped } from './correction-draft.ts';
import { type ProposalOptions, useProposal } from './use-proposal.ts';
import { useMaskBox } from './use-slice-mask.ts';

/** A correction in the making; it starts anew with every pair. */
export function useCorrection(
  detail: PairDetail | undefined,
  view: Pick<BoxKeysOptions, 'neighbour' | 'onNeighbour'> & Pick<ProposalOptions, 'isShown'>,
) {
  const [draft, setDraft] = useState<CorrectionDraft>(null);
  const [isMaskMenuOpen, setMaskMenuOpen] = useState(false);
  const maskBox = useMaskBox(detail);
  const pairId = detail?.pair.pairId;
  // A mask that arrives after the next pair is on the screen must not become that pair's correction.
  const current = useRef(pairId);
  current.current = pairId;
  useEffect(() => {
    setDraft(null);
    setMaskMenuOpen(false);
  }, [pairId]);

  const onBox = useCallback(
    (box: Box) => detail && setDraft((old) => withBox(old, detail.pair, box)),
    [detail],
  );
  const onMask = useCallback(
    (classId: ClassId) => {
      const take = async (): Promise<void> => {
        const box = await maskBox(classId);
        if (current.current !== pairId) return;
        setDraft((old) => withRegion(old, classId, box));
      };
      void take();
    },
    [maskBox, pairId],
  );
  const onSwapSide = useCallback(() => {
    const swap = async (): Promise<void> => {
      const other = detail && counterpartOf(draft?.classId ?? detail.pair.classId);
      if (!detail || !other) return;
      const box = await maskBox(other);
      if (current.current !== pairId) return;
      setDraft((old) => withSideSwapped(old, detail, box));
    };
    void swap();
  }, [detail, draft, maskBox, pairId]);
  const onReset = useCallback(() => setDraft(null), []);
  const proposal = useProposal(detail, { draft, setDraft, isShown: view.isShown });
  const boxKeys = useBoxKeys({ ...view, detail, draft, onBox, setDraft });
  useActions({
    'correct.swap-side': onSwapSide,
    'correct.mask': () => setMaskMenuOpen(true),
    'correct.reset': onReset,
  });
  const tools = { onMask, onSwapSide, onReset, isMaskMenuOpen, onMaskMenu: setMaskMenuOpen };
  return { ...tools, draft, onBox, boxKeys, proposal };
}
