import type { MentionReason, PairState, RegionReason, Verdict } from '../review/verdict.ts';

/** What a decided pair says about its class on its slice. */
export interface Evidence {
  /** Whether the structure is on the slice; 'unknown' is no evidence either way. */
  readonly presence: 'present' | 'absent' | 'unknown';
  /** Whether its box is right. */
  readonly hasBox: boolean;
  /** Above 0, at most 1. */
  readonly weight: number;
}

const POSITIVE: Evidence = { presence: 'present', hasBox: true, weight: 1 };
const PRESENCE_ONLY: Evidence = { presence: 'present', hasBox: false, weight: 1 };
const ABSENT: Evidence = { presence: 'absent', hasBox: false, weight: 1 };
const NONE: Evidence = { presence: 'unknown', hasBox: false, weight: 1 };

/**
 * A wrong region never speaks against its structure. Where it has only the wrong extent the structure itself was seen; a region
 * on the wrong side, level or slice is another structure's, and says nothing about this one.
 */
const BY_REGION_REASON: Readonly<Record<RegionReason, Evidence>> = {
  'too-small': PRESENCE_ONLY,
  'too-large': PRESENCE_ONLY,
  'spills-over': PRESENCE_ONLY,
  'spans-parts': PRESENCE_ONLY,
  'wrong-side': NONE,
  'wrong-level': NONE,
  'wrong-slice': NONE,
};

/** A word that is cut, negated or badly translated is a fault of the text; what the slice shows was not judged. */
const BY_MENTION_REASON: Readonly<Record<MentionReason, Evidence>> = {
  'wrong-class': ABSENT,
  'not-on-slice': ABSENT,
  'wrong-side': NONE,
  'wrong-level': NONE,
  'span-cut': NONE,
  negated: NONE,
  'bad-translation': NONE,
};

/**
 * What a pair contributes to training: accepted and corrected ones are positives, rejects are what their reason says, and a
 * reject without a reason is no evidence.
 *
 * @param pair.verdict The decision that stands, which has the reason of a reject; null where there is none.
 * @param undecidedWeight Weight of pairs that nobody has decided, 0 to 1; with 0 they say nothing.
 */
export function evidenceOf(
  { state, verdict }: { readonly state: PairState; readonly verdict: Verdict | null },
  undecidedWeight: number,
): Evidence {
  switch (state) {
    case 'accepted':
    case 'corrected':
      return POSITIVE;
    case 'pending':
      return undecidedWeight > 0 ? { ...POSITIVE, weight: undecidedWeight } : NONE;
    case 'region-wrong':
      return verdict?.kind === 'region-wrong' && verdict.reason ? BY_REGION_REASON[verdict.reason] : NONE;
    case 'mention-wrong':
      return verdict?.kind === 'mention-wrong' && verdict.reason ? BY_MENTION_REASON[verdict.reason] : NONE;
    case 'cannot-judge':
      return NONE;
  }
}

export const isEvidence = ({ presence }: Evidence): boolean => presence !== 'unknown';
