import type { ClassId } from '../anatomy/classes.ts';
import type { Box } from '../grounding/box.ts';
import type { ProposedBox } from './proposed-box.ts';
import type { PairState, Verdict } from './verdict.ts';

/** The part of a pair that decisions change. */
export interface PairStanding {
  readonly state: PairState;
  readonly classId: ClassId;
  readonly box: Box;
  readonly regionClassIds: readonly ClassId[];
}

/** A reviewer's own version of what the machine derived. */
export interface PairCorrection {
  readonly box?: Box | undefined;
  readonly regionClassIds?: readonly ClassId[] | undefined;
  readonly classId?: ClassId | undefined;
  /** The model's box that it was taken from, with the version that made it. */
  readonly proposal?: ProposedBox | undefined;
}

/**
 * Where a verdict leads. A correction is kept with any verdict, but only "accept" makes it count: an accepted correction
 * is "corrected", a rejected one leaves region and class as they were.
 */
export function applyVerdict(
  before: PairStanding,
  verdict: Verdict,
  correction: PairCorrection | null,
): PairStanding {
  if (verdict.kind !== 'accept') return { ...before, state: verdict.kind };
  if (!correction || !changesAnything(before, correction)) return { ...before, state: 'accepted' };
  return {
    state: 'corrected',
    classId: correction.classId ?? before.classId,
    box: correction.box ?? before.box,
    regionClassIds: correction.regionClassIds ?? before.regionClassIds,
  };
}

function changesAnything(before: PairStanding, { box, regionClassIds, classId }: PairCorrection): boolean {
  return (
    (classId !== undefined && classId !== before.classId) ||
    (box !== undefined && box.some((edge, i) => edge !== before.box[i])) ||
    (regionClassIds !== undefined && regionClassIds.join() !== before.regionClassIds.join())
  );
}
