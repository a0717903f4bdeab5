import type { Snapshot } from '../curation/snapshot.ts';

type Taught = Pick<Snapshot, 'slices'>;

/**
 * Gold patients that one of the snapshots in a model's descent has taught or stopped a training by, in order: by their name, or by a
 * picture that is there under another name.
 */
export function leaked(gold: Taught, descent: readonly Taught[]): string[] {
  const taught = descent.flatMap(({ slices }) => slices.filter(({ split }) => split !== 'gold'));
  const names = new Set(taught.map(({ patient }) => patient));
  const pictures = new Set(taught.map(({ pixelsSha256 }) => pixelsSha256));
  const found = gold.slices.filter(
    ({ split, patient, pixelsSha256 }) =>
      split === 'gold' && (names.has(patient) || pictures.has(pixelsSha256)),
  );
  return [...new Set(found.map(({ patient }) => patient))].toSorted((a, b) => a.localeCompare(b, 'en'));
}
