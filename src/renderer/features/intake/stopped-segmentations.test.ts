import { describe, expect, it } from 'vitest';
import type { Job } from '../../../shared/contract/jobs.ts';
import { stoppedSegmentations } from './stopped-segmentations.ts';

const job = (jobId: string, volume: string | null, status: Job['status']): Job => ({
  jobId,
  kind: 'segmentation.volume',
  status,
  done: 0,
  total: null,
  step: 'segment',
  params: volume === null ? {} : { volume },
  secondsLeft: null,
  error: null,
  problems: [],
  createdAt: '',
});
const idsOf = (...jobs: Job[]): string[] => stoppedSegmentations(jobs).map(({ jobId }) => jobId);

describe('segmentations to go on with', () => {
  it('are those whose last run was stopped or failed', () => {
    expect(idsOf(job('3', 'a', 'cancelled'), job('2', 'b', 'done'), job('1', 'c', 'failed'))).toEqual([
      '3',
      '1',
    ]);
  });
  it('are none of a volume that was segmented since, or is about to be', () => {
    expect(idsOf(job('4', 'a', 'done'), job('3', 'a', 'failed'))).toEqual([]);
    expect(idsOf(job('4', 'a', 'queued'), job('3', 'a', 'cancelled'))).toEqual([]);
  });
  it('are none that never began', () => {
    expect(idsOf(job('4', null, 'cancelled'))).toEqual([]);
  });
});
