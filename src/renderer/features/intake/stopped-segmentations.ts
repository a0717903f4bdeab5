import type { Job } from '../../../shared/contract/jobs.ts';

/** As many as a person looks at; the others are alike. */
const MAX_SHOWN = 3;

/**
 * Segmentations that a person may want to go on with: the last word on their volume is that they were stopped or failed. One
 * that never began says nothing about its volume and is begun again with the others.
 *
 * @param jobs Of one kind, newest first
 */
export function stoppedSegmentations(jobs: readonly Job[]): Job[] {
  const last = new Map<string, Job>();
  for (const job of jobs) {
    const volume = String(job.params['volume'] ?? '');
    if (!last.has(volume)) last.set(volume, job);
  }
  return [...last]
    .filter(([volume, { status }]) => volume !== '' && (status === 'cancelled' || status === 'failed'))
    .map(([, job]) => job)
    .slice(0, MAX_SHOWN);
}
