import {
  MENTION_REASONS,
  REGION_REASONS,
  type MentionReason,
  type RegionReason,
  type Verdict,
  type VerdictKind,
} from '../../../shared/domain/review/verdict.ts';

/** The verdict that waits for its reason, or null while none is begun. */
export type PendingVerdict = 'region-wrong' | 'mention-wrong' | null;

/** What the reviewer did: a verdict key or button, the n-th reason (from 1), or back. */
export type VerdictInput =
  | { readonly type: 'kind'; readonly kind: VerdictKind }
  | { readonly type: 'reason'; readonly number: number }
  | { readonly type: 'cancel' };

export interface VerdictStep {
  readonly pending: PendingVerdict;
  /** The verdict to give now, or null if more is to come. */
  readonly verdict: Verdict | null;
}

/**
 * The one-key verdict with its typed reason: A and F decide at once; S and D ask for a reason by one digit, and
 * the same key again decides without one. Another verdict key changes one's mind.
 */
export function stepVerdict(pending: PendingVerdict, input: VerdictInput): VerdictStep {
  if (input.type === 'cancel') return { pending: null, verdict: null };
  if (input.type === 'reason') return withReason(pending, input.number);
  if (input.kind === 'accept' || input.kind === 'cannot-judge') {
    return { pending: null, verdict: { kind: input.kind } };
  }
  if (pending === input.kind) return { pending: null, verdict: { kind: input.kind } };
  return { pending: input.kind, verdict: null };
}

function withReason(pending: PendingVerdict, number: number): VerdictStep {
  if (pending === 'region-wrong') {
    const reason = REGION_REASONS[number - 1];
    return reason ? { pending: null, verdict: { kind: pending, reason } } : { pending, verdict: null };
  }
  if (pending === 'mention-wrong') {
    const reason = MENTION_REASONS[number - 1];
    return reason ? { pending: null, verdict: { kind: pending, reason } } : { pending, verdict: null };
  }
  return { pending, verdict: null };
}

/** Reasons on offer, in the order of the digit keys. */
export function reasonsOf(pending: PendingVerdict): readonly (RegionReason | MentionReason)[] {
  if (pending === null) return [];
  return pending === 'region-wrong' ? REGION_REASONS : MENTION_REASONS;
}
