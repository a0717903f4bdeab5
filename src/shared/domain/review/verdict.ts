/** One-key verdicts: A accept, S region wrong, D mention or class wrong, F cannot judge. */
export const VERDICT_KINDS = ['accept', 'region-wrong', 'mention-wrong', 'cannot-judge'] as const;
export type VerdictKind = (typeof VERDICT_KINDS)[number];

/** Reasons after S, in the order of the digit keys 1-7. */
export const REGION_REASONS = [
  'too-small',
  'too-large',
  'wrong-side',
  'wrong-level',
  'spills-over',
  'spans-parts',
  'wrong-slice',
] as const;
export type RegionReason = (typeof REGION_REASONS)[number];

/** Reasons after D, in the order of the digit keys 1-7. */
export const MENTION_REASONS = [
  'wrong-class',
  'wrong-side',
  'wrong-level',
  'span-cut',
  'negated',
  'bad-translation',
  'not-on-slice',
] as const;
export type MentionReason = (typeof MENTION_REASONS)[number];

export type Verdict =
  | { readonly kind: 'accept' }
  | { readonly kind: 'region-wrong'; readonly reason?: RegionReason | undefined }
  | { readonly kind: 'mention-wrong'; readonly reason?: MentionReason | undefined }
  | { readonly kind: 'cannot-judge' };

/** Derived from the decision log, never stored without the decision that caused it. */
export const PAIR_STATES = [
  'pending',
  'accepted',
  'corrected',
  'region-wrong',
  'mention-wrong',
  'cannot-judge',
] as const;
export type PairState = (typeof PAIR_STATES)[number];
