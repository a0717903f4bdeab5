import type { PairDetail } from '../../../shared/contract/review.ts';
import { fetchBytes } from '../../rpc/session.ts';
import { prepareSlice } from '../../viewer/index.ts';

/** Gets a pair's slice ready ahead. One that cannot be loaded says so when its turn comes, on the screen. */
export async function prefetchSlice({ slice, pair, siblings }: PairDetail): Promise<void> {
  const regions = [pair, ...siblings].map(({ regionClassIds }) => regionClassIds);
  await prepareSlice(slice, regions, fetchBytes).catch(() => undefined);
}
