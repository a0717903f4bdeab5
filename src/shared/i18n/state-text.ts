import { TWIN } from '../domain/curation/snapshot.ts';
import type { Language } from '../domain/mention/mention.ts';
import type { PairState } from '../domain/review/verdict.ts';
import { review as deReview } from './de/review.ts';
import { training as deTraining } from './de/training.ts';
import { review as enReview } from './en/review.ts';
import { training as enTraining } from './en/training.ts';

const texts = {
  de: { review: deReview, training: deTraining },
  en: { review: enReview, training: enTraining },
} as const;

/** Where a pair stands, in words. */
export const stateText = (state: PairState, language: Language): string =>
  texts[language].review[`state.${state}`];

/** Why a snapshot has left pairs out, in words: "region-wrong wrong-side" and what else stands in its `leftOut`. */
export function leftOutText(why: string, language: Language): string {
  const { review, training } = texts[language];
  if (why === 'language' || why === TWIN) return training[`snapshots.leftOut.${why}`];
  const known: Readonly<Record<string, string>> = review;
  const [state = '', reason = ''] = why.split(' ');
  return [known[`state.${state}`] ?? state, known[`reason.${reason}`] ?? reason].filter(Boolean).join(': ');
}
