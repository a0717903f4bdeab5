import { SPLITS, type SnapshotSlice, type SnapshotSplit } from './snapshot.ts';

type Pictured = Pick<SnapshotSlice, 'patient' | 'split' | 'pixelsSha256'>;

/** Later ones are kept apart more strictly. */
const strictness = (split: SnapshotSplit): number => SPLITS.indexOf(split);

/**
 * Patients who are the same person under another pseudonym, as far as pictures tell: whoever shares a picture with somebody is taken
 * for that one, and so is whoever shares one with either. Two people never have the same picture, pixel by pixel.
 *
 * @returns patients whose person is in a stricter split under another name, with that name: what they show must not teach
 */
export function twinsOf(slices: readonly Pictured[]): Map<string, string> {
  const persons = personsOf(slices);
  const splits = new Map(slices.map(({ patient, split }) => [patient, split]));
  const twins = new Map<string, string>();
  for (const names of persons) {
    const [strictest] = names.toSorted(
      (a, b) => strictness(splits.get(b)!) - strictness(splits.get(a)!) || (a < b ? -1 : 1),
    );
    for (const name of names)
      if (strictness(splits.get(name)!) < strictness(splits.get(strictest!)!)) twins.set(name, strictest!);
  }
  return twins;
}

/** Names that belong together, two or more (union by the first name). */
function personsOf(slices: readonly Pictured[]): string[][] {
  const first = new Map<string, string>();
  const ofPicture = new Map<string, string>();
  const root = (name: string): string => {
    let at = name;
    while (first.get(at) !== undefined) at = first.get(at)!;
    return at;
  };
  for (const { patient, pixelsSha256 } of slices) {
    const [own, other] = [root(patient), root(ofPicture.get(pixelsSha256) ?? patient)];
    if (own !== other) first.set(own, other);
    ofPicture.set(pixelsSha256, patient);
  }
  const names = new Set(slices.map(({ patient }) => patient));
  return [...Map.groupBy(names, root).values()].filter((own) => own.length > 1);
}
