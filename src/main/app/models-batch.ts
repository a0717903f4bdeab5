import { AppError } from '../../shared/contract/app-error.ts';
import type { Job } from '../../shared/contract/jobs.ts';
import type { PackList, PackSummary } from '../../shared/contract/models.ts';
import type { Clock } from '../ports/index.ts';
import { ADD_PACK, type PackWork, VERIFY_PACK, summariesOf, summaryOf } from '../services/models/index.ts';
import type { Machine } from './machine.ts';
import { paceSince } from './pace.ts';

type OnPackProgress = (progress: Pick<Job, 'kind' | 'done' | 'total' | 'secondsLeft' | 'status'>) => void;

export interface Verified {
  readonly id: string;
  /** Name and version, or the id alone where the manifest cannot be read. */
  readonly pack: string;
  readonly error: AppError | null;
}

/** Model packs by the command line. A command ends its compute process with itself. */
export function createModelsBatch(
  machine: Machine,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
) {
  const { models } = machine;
  const closing = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } finally {
      machine.close();
    }
  };
  const work = (kind: string, onProgress: OnPackProgress): PackWork => ({
    signal,
    onProgress: paced(clock, (progress) => onProgress({ kind, ...progress })),
  });

  return {
    list: async (): Promise<PackList> => summariesOf(await models.list()),

    /** @throws AppError models.*, compute.* */
    add: (input: {
      folder: string;
      onProgress: OnPackProgress;
    }): Promise<{ pack: PackSummary; isNew: boolean }> =>
      closing(async () => {
        const { pack, isNew } = await models.add(input.folder, work(ADD_PACK, input.onProgress));
        return { pack: summaryOf(pack), isNew };
      }),

    /** Every pack that is there, or one. @throws AppError models.unknown, models.ambiguous */
    verify: (input: { reference: string | undefined; onProgress: OnPackProgress }): Promise<Verified[]> =>
      closing(async () => {
        const verify = async (reference: string): Promise<Verified> => {
          const { id, manifest } = await models.verify(reference, work(VERIFY_PACK, input.onProgress));
          return { id, pack: `${manifest.name} ${manifest.version}`, error: null };
        };
        if (input.reference !== undefined) return [await verify(input.reference)];
        const { packs, broken } = await models.list();
        const checked: Verified[] = broken.map(({ id, problem }) => ({ id, pack: id, error: problem }));
        for (const { id, manifest } of packs)
          checked.push(
            await verify(id).catch((error: unknown) => {
              if (!(error instanceof AppError)) throw error;
              return { id, pack: `${manifest.name} ${manifest.version}`, error };
            }),
          );
        return checked;
      }),

    /** @throws AppError models.* */
    remove: (reference: string): Promise<{ id: string }> => models.remove(reference),
  };
}

/** Bytes as megabytes, and how long the rest will take at the pace so far. */
function paced(
  clock: Clock,
  tell: (progress: Pick<Job, 'done' | 'total' | 'secondsLeft' | 'status'>) => void,
): NonNullable<PackWork['onProgress']> {
  const pace = paceSince(clock);
  return ({ done, total }) =>
    tell({
      done: Math.ceil(done / 1e6),
      total: total && Math.ceil(total / 1e6),
      secondsLeft: pace(done, total),
      status: done === total ? 'done' : 'running',
    });
}
