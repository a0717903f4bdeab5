import { z } from 'zod';
import type { Jobs } from '../../jobs/index.ts';
import type { Pack, PackWork } from './pack.ts';

/** Copying gigabytes into the store, as a job: with progress and cancel, and taken up again after a restart. */
export const ADD_PACK = 'models.add';

const InputSchema = z.strictObject({ folder: z.string() });

interface Models {
  add(folder: string, work: PackWork): Promise<{ pack: Pack; isNew: boolean }>;
}

export function registerModels({ jobs, models }: { jobs: Jobs; models: Models }): void {
  jobs.register({
    kind: ADD_PACK,
    input: InputSchema,
    run: async ({ folder }, context) => {
      const { pack, isNew } = await models.add(folder, {
        signal: context.signal,
        onProgress: ({ done, total, step }) =>
          context.progress({ done: megabytes(done), total: total && megabytes(total), step }),
      });
      return { id: pack.id, isNew };
    },
  });
}

/** Jobs count in whole numbers that people read; even the smallest pack is one. */
const megabytes = (bytes: number): number => Math.ceil(bytes / 1e6);
