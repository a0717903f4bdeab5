import type { Overview } from '../../../shared/contract/review.ts';
import { labelOf } from '../../../shared/domain/anatomy/classes.ts';
import { type Proportion, wilson } from '../../../shared/domain/review/proportion.ts';
import { findingText } from '../../../shared/i18n/finding-text.ts';

export const DIVISIONS = ['class', 'modality', 'finding'] as const;
export type Division = (typeof DIVISIONS)[number];

type Counts = Overview['counts'];

/** A part of the project as a row shows it. */
export interface Stratum extends Counts {
  readonly key: string;
  readonly name: string;
  /** What the review screen's address says to show just these. */
  readonly query: string;
}

export function strataBy(division: Division, overview: Overview, language: 'de' | 'en'): Stratum[] {
  if (division === 'class')
    return overview.byClass.map(({ classId, ...counts }) => ({
      ...counts,
      ...named('class', classId, labelOf(classId, language)),
    }));
  if (division === 'modality')
    return overview.byModality.map(({ modality, ...counts }) => ({
      ...counts,
      ...named('modality', modality, modality),
    }));
  return overview.byFinding.map(({ code, ...counts }) => ({
    ...counts,
    ...named('finding', code, findingText({ code, params: {} }, language).short),
  }));
}

/** Pairs with any verdict. */
export function judgedOf({ total, byState }: Counts): number {
  return total - (byState.pending ?? 0);
}

/** Share accepted as derived, of those that could be judged. */
export function rightAsDerived({ byState }: Counts): Proportion | null {
  const of = (state: keyof typeof byState): number => byState[state] ?? 0;
  const wrong = of('corrected') + of('region-wrong') + of('mention-wrong');
  return wilson(of('accepted'), of('accepted') + wrong);
}

function named(division: Division, value: string | number, name: string): Omit<Stratum, keyof Counts> {
  return { key: `${division} ${value}`, name, query: `${division}=${value}` };
}
