/** A mention before its side is known. Token indices are inclusive. */
export interface Candidate {
  readonly first: number;
  readonly last: number;
  /** Caption offsets, UTF-16; `end` exclusive. May be part of a token for the stem of a compound. */
  readonly start: number;
  readonly end: number;
  /** Class name with `#` for the side, a plain class name, or '' for what lies outside the schema. */
  readonly template: string;
  readonly isPlural: boolean;
  readonly rule: string;
  /** Words to either side belong to the phrase and may be added to the span; false for parts of an enumeration. */
  readonly grows: boolean;
  /** First token of the enumeration it is a member of; members share a side ("left upper and lower lobes"). */
  readonly group?: number;
}

/** A candidate that covers whole tokens. */
export function spanning(
  tokens: readonly { readonly start: number; readonly end: number }[],
  found: Omit<Candidate, 'start' | 'end'>,
): Candidate {
  return { ...found, start: tokens[found.first]!.start, end: tokens[found.last]!.end };
}
