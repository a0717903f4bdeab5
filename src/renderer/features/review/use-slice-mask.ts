import { useCallback } from 'react';
import type { PairDetail } from '../../../shared/contract/review.ts';
import type { Box } from '../../../shared/domain/grounding/box.ts';
import { classRegions } from '../../../shared/domain/grounding/class-boxes.ts';
import { fetchBytes } from '../../rpc/session.ts';
import { loadSlice } from '../../viewer/index.ts';

/** The box of a class's mask on the slice, or null where it has none. The mask is the one that is drawn. */
export function useMaskBox(detail: PairDetail | undefined): (classId: number) => Promise<Box | null> {
  return useCallback(
    async (classId) => {
      if (!detail) return null;
      const { mask } = await loadSlice(detail.slice, 0, fetchBytes);
      if (!mask) return null;
      const { width, height } = detail.slice;
      return classRegions(mask, width, height).find((region) => region.classId === classId)?.box ?? null;
    },
    [detail],
  );
}
