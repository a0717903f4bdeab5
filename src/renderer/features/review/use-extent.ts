import { useQuery } from '@tanstack/react-query';
import type { PairDetail } from '../../../shared/contract/review.ts';
import { useApi } from '../../rpc/api.ts';

/** Slices of the volume, along the pair's axis, that show the region's classes; null until known, and where nobody knows. */
export function useExtent(detail: PairDetail): readonly [number, number] | null {
  const { query } = useApi();
  const { volume, axis } = detail.slice;
  const { data } = useQuery({
    ...query.review.extents.queryOptions({ input: { volumeId: volume?.volumeId ?? 0 } }),
    enabled: volume !== null,
    staleTime: Infinity,
    // Decoration: where the segmentation is gone, the track goes without.
    retry: false,
  });
  const ranges = (data ?? [])
    .filter(({ classId }) => detail.pair.regionClassIds.some((id) => id === classId))
    .map(({ axes }) => axes[axis]);
  if (ranges.length === 0) return null;
  return [Math.min(...ranges.map(([first]) => first)), Math.max(...ranges.map(([, last]) => last))];
}
