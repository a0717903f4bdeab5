/** How pairs are derived; stored with every pair. Reference mode has all of them off. */
export interface DerivationSwitches {
  /** Where mentions nest ("Leber" in "Lebersegment IV"), only the longest counts. */
  readonly longestMentionWins: boolean;
  /** A whole-organ mention may take its parts' masks: lung = lobes, vertebrae = single vertebrae. */
  readonly joinParts: boolean;
  /** Mentions under a negation still ground anatomy; off drops them. */
  readonly keepNegated: boolean;
}

export const DEFAULT_SWITCHES: DerivationSwitches = {
  longestMentionWins: true,
  joinParts: true,
  keepNegated: true,
};
