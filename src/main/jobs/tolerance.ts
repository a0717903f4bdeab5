import { AppError } from '../../shared/contract/app-error.ts';
import type { JobContext } from './context.ts';

/** A machine where nothing works any more is not asked about every item of a project. */
const FAILURES_IN_A_ROW = 3;

/** What fails is named and passed over, the rest goes on; a few failures in a row end the work. */
export class Tolerance {
  failed = 0;
  private readonly context: Pick<JobContext, 'signal' | 'problem'>;
  private inARow = 0;

  constructor(context: Pick<JobContext, 'signal' | 'problem'>) {
    this.context = context;
  }

  /**
   * @param names Of the items that the work is about
   * @returns whether it was done
   * @throws AppError of the third failure in a row, store.*; the signal's reason; what is no AppError
   */
  async try(names: readonly string[], work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      this.inARow = 0;
      return true;
    } catch (error) {
      if (!(error instanceof AppError) || this.context.signal.aborted || isOfProject(error)) throw error;
      this.inARow += 1;
      if (this.inARow >= FAILURES_IN_A_ROW) throw error;
      this.failed += names.length;
      for (const file of names)
        this.context.problem({ file, code: error.code, params: { ...error.params }, severity: 'error' });
      return false;
    }
  }
}

/** A project that takes nothing more ends the work; a picture that is gone concerns itself alone. */
const isOfProject = ({ code }: AppError): boolean =>
  code.startsWith('store.') && !code.startsWith('store.blob-');
