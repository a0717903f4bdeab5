import { type ClassId, classId, idOf } from '../anatomy/classes.ts';

const range = (first: number, last: number): ClassId[] =>
  Array.from({ length: last - first + 1 }, (_, i) => classId(first + i));

/**
 * Whole structures and the parts that a CT segmentation has instead: a mention of the left lung has no mask of its own on
 * CT, only the lobes have.
 */
const PARTS = new Map<ClassId, readonly ClassId[]>([
  [idOf('lung_left'), [idOf('lung_upper_lobe_left'), idOf('lung_lower_lobe_left')]],
  [
    idOf('lung_right'),
    [idOf('lung_upper_lobe_right'), idOf('lung_middle_lobe_right'), idOf('lung_lower_lobe_right')],
  ],
  [idOf('vertebrae'), range(idOf('vertebrae_S1'), idOf('vertebrae_C1'))],
]);

/** Parts of a whole, empty for a class that has none in the schema. */
export function partsOf(id: ClassId): readonly ClassId[] {
  return PARTS.get(id) ?? [];
}

/** The whole that a part belongs to. */
export function wholeOf(id: ClassId): ClassId | undefined {
  return [...PARTS].find(([, parts]) => parts.includes(id))?.[0];
}
