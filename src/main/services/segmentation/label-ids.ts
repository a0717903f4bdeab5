import { AppError } from '../../../shared/contract/app-error.ts';
import { UNIFIED_ID_BY_MR_ID } from '../../../shared/domain/anatomy/tables/mr-class-ids.ts';
import type { Modality } from '../../../shared/domain/anatomy/classes.ts';

export interface LabelSpace {
  readonly modality: Modality;
  /** Which ids a pack's labels are. */
  readonly labelSpace: 'unified' | 'total_mr';
}

/** Unified class id of a pack's label. */
export const unifiedId = (label: number, { labelSpace }: LabelSpace): number =>
  labelSpace === 'total_mr' ? (UNIFIED_ID_BY_MR_ID[label] ?? 0) : label;

/**
 * Id of a pack's label in a label map, which has the ids of TotalSegmentator's task for the modality: those that an import
 * expects. For CT they are the unified ones.
 *
 * @throws AppError segmentation.not-on-mr
 */
export function writtenId(label: number, { modality, labelSpace }: LabelSpace): number {
  if (modality === 'CT' || labelSpace === 'total_mr' || label === 0) return label;
  const id = UNIFIED_ID_BY_MR_ID.indexOf(label);
  if (id < 0) throw new AppError('segmentation.not-on-mr', { label });
  return id;
}
