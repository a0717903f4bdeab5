import { common as deCommon } from './de/common.ts';
import { help as deHelp } from './de/help.ts';
import { review as deReview } from './de/review.ts';
import { common as enCommon } from './en/common.ts';
import { help as enHelp } from './en/help.ts';
import { review as enReview } from './en/review.ts';

/**
 * Interface texts by language and namespace. English defines the keys; a German catalogue is typed
 * `Record<keyof typeof english, string>`, so a missing or surplus key does not compile.
 * A new screen adds its two files here and nowhere else.
 */
export const catalogues = {
  en: { common: enCommon, help: enHelp, review: enReview },
  de: { common: deCommon, help: deHelp, review: deReview },
} as const;

export type Namespace = keyof (typeof catalogues)['en'];
export type Catalogue = (typeof catalogues)['en'];
