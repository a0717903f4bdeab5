import { describe, expect, it } from 'vitest';
import { idOf } from '../../../shared/domain/anatomy/classes.ts';
import { UNIFIED_ID_BY_MR_ID } from '../../../shared/domain/anatomy/tables/mr-class-ids.ts';
import { unifiedId, writtenId } from './label-ids.ts';

describe('labels of a pack', () => {
  const mr = { modality: 'MR', labelSpace: 'unified' } as const;
  it('are written for MR as an import reads them', () => {
    for (const id of UNIFIED_ID_BY_MR_ID) expect(UNIFIED_ID_BY_MR_ID[writtenId(id, mr)]).toBe(id);
    expect(writtenId(idOf('lung_left'), mr)).toBe(10);
  });
  it('stay as they are for CT, and where they are ids of the MR task', () => {
    expect(writtenId(117, { modality: 'CT', labelSpace: 'unified' })).toBe(117);
    expect(writtenId(10, { modality: 'MR', labelSpace: 'total_mr' })).toBe(10);
    expect(unifiedId(10, { modality: 'MR', labelSpace: 'total_mr' })).toBe(idOf('lung_left'));
  });
  it('are not lost silently where the MR task has no such class', () => {
    expect(() => writtenId(idOf('rib_left_1'), mr)).toThrow(
      expect.objectContaining({ code: 'segmentation.not-on-mr' }),
    );
  });
});
