import type { QueueFilter } from '../../../shared/contract/review.ts';
import { type ClassId, type Modality, classId } from '../../../shared/domain/anatomy/classes.ts';
import type { FindingCode } from '../../../shared/domain/grounding/finding.ts';
import type { PairState } from '../../../shared/domain/review/verdict.ts';
import type { FacetCount, PairCount } from '../../store/pair-store.ts';

export interface Counts {
  readonly total: number;
  readonly byState: Partial<Record<PairState, number>>;
}

export interface Facets {
  readonly matching: number;
  /** Whether there are more than `matching` says, because counting stopped there. */
  readonly areMore: boolean;
  readonly counts: Counts;
  readonly byClass: { readonly classId: ClassId; readonly count: number }[];
  readonly byModality: { readonly modality: Modality; readonly count: number }[];
  readonly byFinding: { readonly code: FindingCode; readonly count: number }[];
}

/** Pairs of the whole project by state. */
export function countsOf(rows: readonly FacetCount[]): Counts {
  const all = rows.filter(({ facet }) => facet === 'all');
  return {
    total: all.reduce((sum, { n }) => sum + n, 0),
    byState: Object.fromEntries(all.map(({ state, n }) => [state, n])),
  };
}

/**
 * Counts beside the filters. Each facet counts what is in the wanted states; a filter on states alone is answered from the
 * counters, any other one by counting.
 */
export function facetsOf(
  rows: readonly FacetCount[],
  filter: QueueFilter,
  countMatching: () => PairCount,
): Facets {
  const states = filter.states?.length ? new Set<PairState>(filter.states) : undefined;
  const wanted = rows.filter(({ state }) => !states || states.has(state));
  const group = (facet: FacetCount['facet']): [string, number][] => {
    const sums = new Map<string, number>();
    for (const row of wanted)
      if (row.facet === facet) sums.set(row.value, (sums.get(row.value) ?? 0) + row.n);
    return [...sums].filter(([, n]) => n > 0).toSorted(([, a], [, b]) => b - a);
  };
  const isStateOnly =
    !filter.classIds?.length &&
    !filter.modalities?.length &&
    !filter.languages?.length &&
    !filter.findings?.length &&
    !filter.search?.trim();
  const inStates = wanted.filter(({ facet }) => facet === 'all').reduce((sum, { n }) => sum + n, 0);
  const { n, areMore } = isStateOnly ? { n: inStates, areMore: false } : countMatching();
  return {
    matching: n,
    areMore,
    counts: countsOf(rows),
    byClass: group('class').map(([value, count]) => ({ classId: classId(Number(value)), count })),
    byModality: group('modality').map(([value, count]) => ({ modality: value as Modality, count })),
    byFinding: group('finding').map(([value, count]) => ({ code: value as FindingCode, count })),
  };
}
