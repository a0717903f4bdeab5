import type { Job } from '../../../shared/contract/jobs.ts';
import { isUnfinished } from '../../rpc/use-jobs.ts';

export const SCAN = 'intake.scan';
export const IMPORT = 'intake.import';
/** The demo is filled through the same intake; while that runs, this is where it shows. */
const KINDS: ReadonlySet<string> = new Set([SCAN, IMPORT, 'demo.fill']);

/** Where an intake is, told by its latest job alone: a reloaded window finds the place again. */
export type Stage =
  | { readonly at: 'choose' }
  | { readonly at: 'working' | 'found' | 'stopped' | 'failed' | 'imported'; readonly job: Job };

/** @param jobs newest first; @param left id of the job whose outcome the person has put aside */
export function stageOf(jobs: readonly Job[], left: string | null): Stage {
  const job = jobs.find(({ kind }) => KINDS.has(kind));
  if (!job || job.jobId === left) return { at: 'choose' };
  if (isUnfinished(job)) return { at: 'working', job };
  if (job.status === 'failed') return { at: 'failed', job };
  if (job.status !== 'done') return job.kind === SCAN ? { at: 'choose' } : { at: 'stopped', job };
  if (job.kind === SCAN) return { at: 'found', job };
  return job.kind === IMPORT ? { at: 'imported', job } : { at: 'choose' };
}
