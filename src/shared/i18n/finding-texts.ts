import type { FindingCode } from '../domain/grounding/finding.ts';

/** A finding as a person reads it: what is odd, and what it rests on. */
export interface FindingText {
  /** One or two words, for lists and filters. */
  readonly short: string;
  readonly sentence: string;
}

export type FindingTexts = Readonly<Record<FindingCode, FindingText>>;
