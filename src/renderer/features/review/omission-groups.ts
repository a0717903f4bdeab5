import type { PairDetail } from '../../../shared/contract/review.ts';

type Omission = PairDetail['omissions'][number];

export interface OmissionGroup {
  /** The side that is there: the other one is missing. */
  readonly side: 'mentioned' | 'segmented';
  readonly omissions: readonly (Omission & { readonly name: string })[];
}

/** Omissions by the side that is there, words first, each in the order of the names a reader sees. Empty groups are left out. */
export function omissionGroups(
  omissions: readonly Omission[],
  nameOf: (classId: Omission['classId']) => string,
): OmissionGroup[] {
  const named = omissions
    .map((omission) => ({ ...omission, name: nameOf(omission.classId) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  const { mentioned = [], segmented = [] } = Object.groupBy(named, ({ reason }) =>
    reason === 'segmented-not-mentioned' ? 'segmented' : 'mentioned',
  );
  const groups: OmissionGroup[] = [
    { side: 'mentioned', omissions: mentioned },
    { side: 'segmented', omissions: segmented },
  ];
  return groups.filter((group) => group.omissions.length > 0);
}
