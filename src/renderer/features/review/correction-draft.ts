import type { Correction, PairDetail } from '../../../shared/contract/review.ts';
import { counterpartOf, type ClassId } from '../../../shared/domain/anatomy/classes.ts';
import type { Box } from '../../../shared/domain/grounding/box.ts';
import type { ProposedBox } from '../../../shared/domain/review/proposed-box.ts';

/** A correction not yet accepted; null while the pair stands as derived. */
export type CorrectionDraft = Correction | null;

/** The box as the reviewer left it; dragging it back to where it was takes the correction away. */
export function withBox(draft: CorrectionDraft, pair: PairDetail['pair'], box: Box): CorrectionDraft {
  const { box: _old, ...rest } = draft ?? {};
  if (!isSameBox(box, pair.box)) return { ...rest, box };
  const { proposal: _origin, ...others } = rest;
  return orNull(others);
}

/** A model's box in the place of whatever was corrected before: it is the box of the pair's own class. */
export function withProposal(pair: PairDetail['pair'], proposal: ProposedBox): CorrectionDraft {
  return isSameBox(proposal.box, pair.box) ? null : { box: proposal.box, proposal };
}

/** Takes the mask of another class of the slice as the region; its own box follows from the mask. */
export function withRegion(draft: CorrectionDraft, regionClassId: ClassId, box: Box | null): CorrectionDraft {
  const { box: _old, proposal: _origin, ...rest } = draft ?? {};
  return { ...rest, regionClassIds: [regionClassId], ...(box ? { box } : {}) };
}

/** The class on the other side, with its mask where the slice has one; null for unpaired structures. */
export function withSideSwapped(
  draft: CorrectionDraft,
  detail: PairDetail,
  box: Box | null,
): CorrectionDraft {
  const current = draft?.classId ?? detail.pair.classId;
  const other = counterpartOf(current);
  if (!other) return draft;
  if (other === detail.pair.classId) return null;
  const { box: _old, proposal: _origin, ...rest } = draft ?? {};
  const hasMask = detail.sliceClassIds.includes(other);
  return {
    ...rest,
    classId: other,
    ...(hasMask ? { regionClassIds: [other] } : {}),
    ...(hasMask && box ? { box } : {}),
  };
}

function isSameBox(a: Box, b: Box): boolean {
  return a.every((edge, index) => edge === b[index]);
}

function orNull(correction: Correction): CorrectionDraft {
  return Object.keys(correction).length === 0 ? null : correction;
}
