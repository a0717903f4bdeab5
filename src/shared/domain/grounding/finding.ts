/** What a program can see about a pair; shown in review as a ranked sentence with a reason. */
export const FINDING_CODES = [
  'tag-lost-at-compound',
  'tag-lost-at-punctuation',
  'shorter-mention-shadows-longer',
  'box-touches-border',
  'side-disagrees-with-image',
  'mask-tiny',
  'mask-fragmented',
  'box-spans-far-parts',
  'languages-name-different-classes',
  'mention-missing-in-other-language',
  'mention-negated',
  'class-impossible-for-modality',
  'extractors-disagree',
  'caption-suspicious',
  'models-disagree',
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];

/** One finding with the numbers its sentence needs (i18n key `findings.<code>`). */
export interface Finding {
  readonly code: FindingCode;
  readonly params: Readonly<Record<string, string | number>>;
  /** 0-1, how strongly it suggests that the pair is wrong; the queue's priority is derived from these. */
  readonly weight: number;
}

/** A class on one side only: kept for later passes, with the reason. */
export interface Omission {
  readonly classId: number;
  readonly reason:
    | 'mentioned-not-segmented'
    | 'mentioned-impossible-for-modality'
    | 'segmented-not-mentioned'
    | 'no-segmentation';
}
