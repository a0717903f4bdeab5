import type { Problem } from '../../shared/contract/common.ts';
import type { Job } from '../../shared/contract/jobs.ts';
import type { JobRecord } from '../store/job-store.ts';

/** A job as others see it: without its input and result. @param secondsLeft Null while unknown */
export function viewOf(record: JobRecord, secondsLeft: number | null): Job {
  const { jobId, kind, status, done, total, step, createdAt } = record;
  return {
    jobId,
    kind,
    status,
    done,
    total,
    step,
    createdAt,
    params: JSON.parse(record.params) as Job['params'],
    secondsLeft,
    error: record.error === null ? null : (JSON.parse(record.error) as Job['error']),
    problems: JSON.parse(record.problems) as Problem[],
  };
}
