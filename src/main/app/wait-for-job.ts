import { AppError } from '../../shared/contract/app-error.ts';
import type { Job } from '../../shared/contract/jobs.ts';
import type { Session } from './session.ts';

/** Waits for a job; its failure is the caller's. @throws AppError with which it failed */
export async function done({ jobs }: Pick<Session, 'jobs'>, jobId: string): Promise<Job> {
  const job = await jobs.finished(jobId);
  if (job.error?.code === 'internal')
    throw new Error(`Job ${jobId} failed; its own entry in the log says why`);
  if (job.error) throw new AppError(job.error.code as AppError['code'], job.error.params);
  return job;
}
