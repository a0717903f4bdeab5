import type { PairCorrection } from './pair-transition.ts';

/**
 * Where a correction that counts comes from: a model's proposed box as it was, one that the reviewer moved afterwards, or nobody's
 * proposal, whether it was drawn, taken from another mask, or is another class.
 */
export const CORRECTION_ORIGINS = ['proposed', 'moved', 'own'] as const;
export type CorrectionOrigin = (typeof CORRECTION_ORIGINS)[number];

/** As the decision keeps it; nothing is inferred from boxes that happen to be alike. */
export function correctionOrigin({ box, proposal }: PairCorrection): CorrectionOrigin {
  if (!proposal) return 'own';
  return box?.every((edge, at) => edge === proposal.box[at]) ? 'proposed' : 'moved';
}

/** Corrections that stand, of one reviewer. */
export interface ReviewerCorrections extends Readonly<Record<CorrectionOrigin, number>> {
  readonly reviewer: string;
}

/** By reviewer, whoever corrected most first. */
export function correctionsByReviewer(
  corrections: readonly { readonly reviewer: string; readonly correction: PairCorrection }[],
): ReviewerCorrections[] {
  const found = new Map<string, Record<CorrectionOrigin, number>>();
  for (const { reviewer, correction } of corrections) {
    const counts = found.get(reviewer) ?? { proposed: 0, moved: 0, own: 0 };
    counts[correctionOrigin(correction)] += 1;
    found.set(reviewer, counts);
  }
  return [...found]
    .map(([reviewer, counts]) => ({ reviewer, ...counts }))
    .toSorted((a, b) => correctedBy(b) - correctedBy(a) || a.reviewer.localeCompare(b.reviewer));
}

/** All corrections of a row. */
export const correctedBy = ({ proposed, moved, own }: Readonly<Record<CorrectionOrigin, number>>): number =>
  proposed + moved + own;
