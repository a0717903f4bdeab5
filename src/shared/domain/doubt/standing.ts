import type { ClassId, Modality } from '../anatomy/classes.ts';
import { type Box, boxIou } from '../grounding/box.ts';
import type { Finding } from '../grounding/finding.ts';
import { type SuggestedBox, boxOfClass } from '../radgrounder/suggestion.ts';
import { isAskable } from '../review/blind.ts';
import { type Features, featuresOf } from './features.ts';

/** A pair as it was derived, with what models say of it. */
export interface Standing {
  readonly classId: ClassId;
  /** The automatic box, pixels of the slice. */
  readonly box: Box;
  readonly modality: Modality;
  readonly findings: readonly Finding[];
  /** RadGrounder's boxes on the slice. */
  readonly suggested: readonly SuggestedBox[];
  /** Of the trained head in use, or of the one that was in use when the pair was judged. */
  readonly proposal: {
    readonly headId: string;
    readonly presence: number;
    readonly box: Box | null;
  } | null;
}

/** In a blind project the order must not tell either what models think. */
export function featuresOfStanding(
  { findings, suggested, proposal, ...pair }: Standing,
  { isBlind }: { readonly isBlind: boolean },
): Features {
  if (isBlind)
    return featuresOf({ ...pair, findings: findings.filter(({ code }) => isAskable(code)), modelIou: null });
  const own = boxOfClass(suggested, pair.classId);
  return featuresOf({
    ...pair,
    findings,
    modelIou: own && boxIou(own.box, pair.box),
    head: proposal && {
      version: proposal.headId,
      presence: proposal.presence,
      iou: proposal.box && boxIou(proposal.box, pair.box),
    },
  });
}
