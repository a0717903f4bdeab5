import type { SliceInfo } from '../../shared/contract/review.ts';
import { contourPath } from './contour.ts';
import { type FetchBytes, loadSlice } from './slice-pixels.ts';

/** An outline is made only where at least this much of the idle time is left, so that no key press waits for it. */
const LEAST_IDLE_MS = 3;
/** A page that is never idle gets its outlines all the same. */
const LONGEST_WAIT_MS = 300;

/**
 * Gets a slice ready to be drawn at once: pixels loaded and checked, and the outlines of these regions made while the page has
 * nothing else to do.
 *
 * @throws SliceError
 */
export async function prepareSlice(
  slice: SliceInfo,
  regions: readonly (readonly number[])[],
  fetchBytes: FetchBytes,
): Promise<void> {
  const { mask } = await loadSlice(slice, 0, fetchBytes);
  if (!mask) return;
  let idle: IdleDeadline | undefined;
  for (const classIds of regions) {
    if (!idle || idle.timeRemaining() < LEAST_IDLE_MS) idle = await untilIdle();
    contourPath(mask, slice.width, classIds);
  }
}

function untilIdle(): Promise<IdleDeadline> {
  return new Promise((resolve) => requestIdleCallback(resolve, { timeout: LONGEST_WAIT_MS }));
}
