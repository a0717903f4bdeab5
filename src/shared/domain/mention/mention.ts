import type { ClassId } from '../anatomy/classes.ts';

export type Language = 'de' | 'en';

/** A stretch of a caption, in UTF-16 code units of its NFC form; `end` is exclusive. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** One anatomical mention found in a caption. */
export interface Mention extends TextSpan {
  /** The caption's characters from start to end, exactly as written. */
  readonly surface: string;
  /** Classes meant, in class order left before right for bilateral mentions; never empty. */
  readonly classIds: readonly ClassId[];
  readonly language: Language;
  /** "kein Herd in der Milz", "no lesion in the spleen": the organ is there, the finding is not. */
  readonly negated: boolean;
  /** "Milz unauffällig", "unremarkable spleen". */
  readonly normal: boolean;
  /** Name of the rule that found it, for provenance ("lexicon", "compound-finding", "rib-enumeration", …). */
  readonly rule: string;
}

/** Finds mentions in captions; the embedded lexicon is one, an LLM another. */
export interface MentionExtractor {
  readonly name: string;
  readonly version: string;
  extract(text: string, language: Language): Mention[];
}
