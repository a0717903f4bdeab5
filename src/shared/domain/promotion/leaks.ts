import type { Snapshot } from '../curation/snapshot.ts';

/** Patients that a snapshot's models have learned from, or were stopped by. */
export function learnedFrom({ slices }: Pick<Snapshot, 'slices'>): Set<string> {
  return new Set(slices.filter(({ split }) => split !== 'gold').map(({ patient }) => patient));
}

/** Gold patients that one of the snapshots in a model's descent has taught, in order. */
export function leaked(
  goldPatients: Iterable<string>,
  descent: readonly Pick<Snapshot, 'slices'>[],
): string[] {
  const known = descent.map(learnedFrom);
  const found = [...new Set(goldPatients)].filter((patient) => known.some((one) => one.has(patient)));
  return found.toSorted((a, b) => a.localeCompare(b, 'en'));
}
