import { CLASS_COUNT, classId, isPossibleOn } from '../anatomy/classes.ts';
import type { SnapshotSlice } from '../curation/snapshot.ts';
import type { SampleFacts, TrainingTask } from './sampling.ts';

/** What a slice says about one class. */
export interface ClassTarget {
  readonly classId: number;
  readonly isPresent: boolean;
  readonly weight: number;
  /** Edges as shares of the slice's width and height: x1, y1, x2, y2; null where no box is known. */
  readonly edges: readonly [number, number, number, number] | null;
}

export interface SliceTargets {
  readonly facts: SampleFacts;
  /** One for each class with evidence. */
  readonly known: readonly ClassTarget[];
  /** Classes that neither the segmentation nor a caption knows, and that could be on the modality. */
  readonly assumedAbsent: readonly number[];
}

/** What a head learns from a slice of a snapshot. */
export function sliceTargets(slice: SnapshotSlice): SliceTargets {
  const known = knownClasses(slice);
  const named = new Set<number>([...known.map((target) => target.classId), ...slice.unknownClassIds]);
  const assumedAbsent = slice.isSegmented
    ? Array.from({ length: CLASS_COUNT }, (_, at) => classId(at + 1)).filter(
        (id) => !named.has(id) && isPossibleOn(id, slice.modality),
      )
    : [];
  const tasks: TrainingTask[] = [];
  if (known.some(({ edges }) => edges !== null)) tasks.push('grounding');
  if (known.some(({ edges }) => edges === null)) tasks.push('presence');
  const facts = {
    modality: slice.modality,
    languages: [...new Set(slice.pairs.flatMap(({ languages }) => languages))],
    classIds: known.map((target) => target.classId),
    isCorrected: slice.pairs.some(({ state }) => state === 'corrected'),
    tasks,
  };
  return { facts, known, assumedAbsent };
}

/** Two pairs of a class on one slice: a box counts before presence, and presence before absence. */
function knownClasses({ pairs, width, height }: SnapshotSlice): ClassTarget[] {
  const best = new Map<number, ClassTarget>();
  for (const { classId: id, presence, hasBox, weight, box } of pairs) {
    const [x1, y1, x2, y2] = box;
    const target: ClassTarget = {
      classId: id,
      isPresent: presence === 'present',
      weight,
      edges: hasBox ? [x1 / width, y1 / height, x2 / width, y2 / height] : null,
    };
    const other = best.get(id);
    if (!other || rank(target) > rank(other)) best.set(id, target);
  }
  return [...best.values()];
}

const rank = ({ isPresent, edges, weight }: ClassTarget): number =>
  (edges ? 4 : 0) + (isPresent ? 2 : 0) + weight;
