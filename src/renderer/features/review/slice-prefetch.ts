import type { SliceInfo } from '../../../shared/contract/review.ts';
import { fetchBytes } from '../../rpc/session.ts';
import { loadSlice } from '../../viewer/index.ts';

/** Loads a slice's pixels ahead. One that cannot be loaded says so when its turn comes, on the screen. */
export async function prefetchSlice(slice: SliceInfo): Promise<void> {
  await loadSlice(slice, 0, fetchBytes).catch(() => undefined);
}
