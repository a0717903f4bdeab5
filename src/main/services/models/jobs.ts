import { z } from 'zod';
import type { JobContext, Jobs } from '../../jobs/index.ts';
import type { Pack, PackWork } from './pack.ts';

/** Reading and copying gigabytes, as jobs: with progress and cancel, and taken up again after a restart. */
export const ADD_PACK = 'models.add';
export const VERIFY_PACK = 'models.verify';

interface Models {
  add(folder: string, work: PackWork): Promise<{ pack: Pack; isNew: boolean }>;
  verify(reference: string, work: PackWork): Promise<Pack>;
}

export interface ModelJobs {
  /** @returns at once; the pack is there when the job is done */
  add(folder: string): { jobId: string };
  verify(id: string): { jobId: string };
}

export function createModelJobs({ jobs, models }: { jobs: Jobs; models: Models }): ModelJobs {
  jobs.register({
    kind: ADD_PACK,
    lane: 'files',
    input: z.strictObject({ folder: z.string() }),
    run: async ({ folder }, context) => {
      const { pack, isNew } = await models.add(folder, workOf(context));
      return { id: pack.id, isNew };
    },
  });
  jobs.register({
    kind: VERIFY_PACK,
    lane: 'files',
    input: z.strictObject({ id: z.string() }),
    run: async ({ id }, context) => {
      await models.verify(id, workOf(context));
      return { id };
    },
  });
  return {
    add: (folder) => ({ jobId: jobs.enqueue(ADD_PACK, { folder }, folder) }),
    verify: (id) => ({ jobId: jobs.enqueue(VERIFY_PACK, { id }, id) }),
  };
}

function workOf(context: JobContext): PackWork {
  return {
    signal: context.signal,
    onProgress: ({ done, total, step }) =>
      context.progress({ done: megabytes(done), total: total && megabytes(total), step }),
  };
}

/** Jobs count in whole numbers that people read; even the smallest pack is one. */
const megabytes = (bytes: number): number => Math.ceil(bytes / 1e6);
