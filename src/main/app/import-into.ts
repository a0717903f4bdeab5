import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '../../shared/contract/app-error.ts';
import type { Problem } from '../../shared/contract/common.ts';
import type { Session } from './session.ts';
import { done } from './wait-for-job.ts';

/** Before a project is made for them: a slip of the pen should leave nothing behind. @throws AppError host.path-missing */
export async function assertThere(paths: readonly string[]): Promise<void> {
  for (const path of paths)
    await access(path).catch((cause: unknown) => {
      throw new AppError('host.path-missing', { file: resolve(path) }, { cause });
    });
}

/** Scans and imports. @returns what was left out @throws AppError intake.*, store.* */
export async function importInto(session: Session, paths: readonly string[]): Promise<Problem[]> {
  const scan = await done(session, session.intake.scan(paths.map((path) => resolve(path))).jobId);
  const job = await done(session, session.intake.start(scan.jobId).jobId);
  return [...scan.problems, ...job.problems];
}
