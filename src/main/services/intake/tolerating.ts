import { AppError } from '../../../shared/contract/app-error.ts';
import type { Problem } from '../../../shared/contract/common.ts';

/**
 * One file's failure is a problem with its name on it; the rest goes on. A project that takes nothing more ends the run.
 *
 * @returns the failure
 * @throws AppError store.*, and what is no AppError
 */
export async function tolerating(
  file: string,
  tell: (problem: Problem) => void,
  work: () => Promise<void>,
): Promise<AppError | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (!(error instanceof AppError) || error.code.startsWith('store.')) throw error;
    tell({ file, code: error.code, params: { ...error.params }, severity: 'error' });
    return error;
  }
}
