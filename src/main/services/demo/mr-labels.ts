import { UNIFIED_ID_BY_MR_ID } from '../../../shared/domain/anatomy/tables/mr-class-ids.ts';
import { classIdByName } from '../../../shared/domain/anatomy/classes.ts';

/**
 * Labels as TotalSegmentator's `total_mr` task would number them: whole lungs and one `vertebrae` class instead
 * of lobes and levels, everything unknown to that task is background.
 *
 * @param labels Unified class ids; not changed.
 */
export function toMrTaskLabels(labels: Uint8Array): Uint8Array {
  const mrIdByUnified = new Uint8Array(256);
  UNIFIED_ID_BY_MR_ID.forEach((unified, mrId) => {
    if (unified > 0) mrIdByUnified[unified] = mrId;
  });
  for (const side of ['left', 'right'] as const) {
    for (const lobe of ['upper', 'middle', 'lower']) {
      const id = classIdByName(`lung_${lobe}_lobe_${side}`);
      if (id) mrIdByUnified[id] = mrIdByUnified[classIdByName(`lung_${side}`)!]!;
    }
  }
  for (let id = 26; id <= 50; id += 1) mrIdByUnified[id] = mrIdByUnified[classIdByName('vertebrae')!]!;
  return labels.map((label) => mrIdByUnified[label]!);
}
