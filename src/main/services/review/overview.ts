import type { Overview } from '../../../shared/contract/review.ts';
import { type Modality, classId } from '../../../shared/domain/anatomy/classes.ts';
import type { FindingCode } from '../../../shared/domain/grounding/finding.ts';
import type { ReasonCount } from '../../store/decision-statistics.ts';
import type { FacetCount } from '../../store/pair-store.ts';
import { type Counts, countsOf } from './facets.ts';

/** The project's counters, by stratum and state; most pairs first. */
export function strataOf(
  rows: readonly FacetCount[],
): Pick<Overview, 'counts' | 'byClass' | 'byModality' | 'byFinding'> {
  const of = (facet: FacetCount['facet']): (Counts & { value: string })[] =>
    [...Map.groupBy(rows, (row) => (row.facet === facet ? row.value : null))]
      .flatMap(([value, group]) => (value === null ? [] : [{ value, ...stateCounts(group) }]))
      .toSorted((a, b) => b.total - a.total);
  return {
    counts: countsOf(rows),
    byClass: of('class').map(({ value, ...counts }) => ({ ...counts, classId: classId(Number(value)) })),
    byModality: of('modality').map(({ value, ...counts }) => ({ ...counts, modality: value as Modality })),
    byFinding: of('finding').map(({ value, ...counts }) => ({ ...counts, code: value as FindingCode })),
  };
}

/** As the contract names them. */
export function reasonsOf(rows: readonly ReasonCount[]): Overview['reasons'] {
  return rows.map(({ kind, reason, n }) => ({
    kind,
    reason: reason as Overview['reasons'][number]['reason'],
    n,
  }));
}

function stateCounts(group: readonly FacetCount[]): Counts {
  return {
    total: group.reduce((sum, { n }) => sum + n, 0),
    byState: Object.fromEntries(group.map(({ state, n }) => [state, n])),
  };
}
