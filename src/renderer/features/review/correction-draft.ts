import type { Correction, PairDetail } from '../../../shared/contract/review.ts';
import { counterpartOf, type ClassId } from '../../../shared/domain/anatomy/classes.ts';
import type { Box } from '../../../shared/domain/grounding/box.ts';

/** A correction not yet accepted; null while the pair stands as derived. */
export type CorrectionDraft = Correction | null;

/** The box as the reviewer left it; dragging it back to where it was takes the correction away. */
export function withBox(draft: CorrectionDraft, pair: PairDetail['pair'], box: Box): CorrectionDraft {
  const { box: _old, ...rest } = draft ?? {};
  return orNull(isSameBox(box, pair.box) ? rest : { ...rest, box });
}

/** Takes the mask of another class of the slice as the region; its own box follows from the mask. */
export function withRegion(draft: CorrectionDraft, regionClassId: ClassId, box: Box | null): CorrectionDraft {
  const { box: _old, ...rest } = draft ?? {};
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
  const { box: _old, ...rest } = draft ?? {};
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
