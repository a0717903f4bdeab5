import {
  type Agreement,
  type Ratings,
  cohenKappa,
  krippendorffAlpha,
  nominal,
} from '../evaluation/agreement.ts';
import { type Box, boxIou } from '../grounding/box.ts';
import type { Verdict } from './verdict.ts';

/** A reviewer's latest verdict on a pair that stands. */
export interface ReviewerVerdict {
  readonly pairId: number;
  readonly reviewer: string;
  readonly verdict: Verdict;
  /** Their own box, pixels of the slice; null where they left the box as it was. */
  readonly correctedBox: Box | null;
}

/** Two reviewers' agreement on the pairs that both judged. */
export interface ReviewerPair {
  readonly reviewers: readonly [string, string];
  /** Accepted or rejected. */
  readonly acceptance: Agreement;
  /** Accepted, region wrong, mention wrong. */
  readonly kinds: Agreement;
}

export interface ReviewerAgreement {
  readonly reviewers: readonly string[];
  /** Krippendorff's alpha over all reviewers; null where no pair was judged by two. */
  readonly acceptance: Agreement | null;
  readonly kinds: Agreement | null;
  /** Kinds with their reasons; a rejection without a reason is a kind of its own. */
  readonly reasons: Agreement | null;
  /** Cohen's kappa of every two who judged pairs in common. */
  readonly pairs: readonly ReviewerPair[];
  /** Mean IoU of two reviewers' own boxes for a pair; null where no two drew one. */
  readonly boxes: { readonly meanIou: number; readonly pairs: number } | null;
}

/** How far reviewers agree. Who could not judge a pair has said nothing about it. */
export function reviewerAgreement(verdicts: readonly ReviewerVerdict[]): ReviewerAgreement {
  const judged = verdicts.filter(({ verdict }) => verdict.kind !== 'cannot-judge');
  const byPair = [...Map.groupBy(judged, ({ pairId }) => pairId).values()];
  const units = (of: (verdict: Verdict) => string): Ratings<string>[] =>
    byPair.map((own) => new Map(own.map(({ reviewer, verdict }) => [reviewer, of(verdict)])));
  const [acceptance, kinds, reasons] = [units(accepted), units(({ kind }) => kind), units(reasonOf)];
  const reviewers = [...new Set(judged.map(({ reviewer }) => reviewer))].toSorted();
  return {
    reviewers,
    acceptance: krippendorffAlpha(acceptance, nominal),
    kinds: krippendorffAlpha(kinds, nominal),
    reasons: krippendorffAlpha(reasons, nominal),
    pairs: reviewers.flatMap((one, at) =>
      reviewers.slice(at + 1).flatMap((other): ReviewerPair[] => {
        const both = [one, other] as const;
        const [mine, theirs] = [cohenKappa(acceptance, both), cohenKappa(kinds, both)];
        return mine && theirs ? [{ reviewers: both, acceptance: mine, kinds: theirs }] : [];
      }),
    ),
    boxes: boxAgreement(byPair),
  };
}

const accepted = ({ kind }: Verdict): string => (kind === 'accept' ? 'accept' : 'reject');

const reasonOf = (verdict: Verdict): string =>
  'reason' in verdict ? `${verdict.kind} ${verdict.reason ?? ''}` : verdict.kind;

function boxAgreement(byPair: readonly (readonly ReviewerVerdict[])[]): ReviewerAgreement['boxes'] {
  const means = byPair.flatMap((own) => {
    const boxes = own.flatMap(({ correctedBox }) => (correctedBox ? [correctedBox] : []));
    const ious = boxes.flatMap((one, at) => boxes.slice(at + 1).map((other) => boxIou(one, other)));
    return ious.length > 0 ? [ious.reduce((sum, iou) => sum + iou, 0) / ious.length] : [];
  });
  if (means.length === 0) return null;
  return { meanIou: means.reduce((sum, iou) => sum + iou, 0) / means.length, pairs: means.length };
}
