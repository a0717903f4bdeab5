import type { Language } from '../../../../shared/domain/mention/mention.ts';

/** Words that a caption of a single image has no business with: they compare with earlier times. Each is one pass. */
export const TEMPORAL_WORDS: Readonly<Record<Language, RegExp>> = {
  de: /\b(?:voruntersuchung\w*|voraufnahme\w*|vorbefund\w*|vorbild\w*|im vergleich|verglichen mit|gegenüber (?:der |dem )?vor\w+|unverändert\w*|(?:größen)?konstant\w*|(?:größen)?progredien\w*|(?:größen)?regredien\w*|rückläufig\w*|neu aufgetreten\w*|neu abgrenzbar\w*|vorbestehend\w*|vorbekannt\w*|vormals|zuvor|weiterhin|verlaufskontrolle|im (?:zeitlichen |kurzfristigen )?verlauf(?! (?:der|des|von)))\b/iu,
  en: /\b(?:compar(?:ed|ison) (?:with|to)|in comparison|previous(?:ly)?|prior (?:exam\w*|stud\w+|ct|mr\w*|imaging)|formerly|unchanged|interval (?:change|increase|decrease|growth|resolution|progression|development)|progressive(?:ly)?|regressive|newly (?:developed|appeared|seen)|new since|since the last|stable (?:in size|since|compared)|as before|known from before|follow-up (?:exam\w*|stud\w+))\b/iu,
};
