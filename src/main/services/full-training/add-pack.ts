import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import { MANIFEST_FILE } from '../../formats/model-pack/manifest.ts';
import type { JobContext } from '../../jobs/index.ts';
import type { FullTrainingDeps } from './deps.ts';
import { writeLineage } from './lineage.ts';
import type { RunFiles, RunState } from './run-files.ts';
import type { Told } from './told.ts';

/** Making a pack of three billion parameters on a slow disk, ms. */
const PACK_MS = 12 * 3600 * 1000;

interface Work {
  readonly deps: FullTrainingDeps;
  readonly files: RunFiles;
  readonly context: JobContext;
  readonly told: Told;
}

/**
 * The pack of a run that is through: made where the trainer has made none, checked, copied into the store of this machine, and
 * registered as a challenger.
 *
 * @throws AppError training.trainer-no-pack, training.trainer-export-failed, models.*, store.*
 */
export async function addPack(state: RunState, work: Work): Promise<RunState> {
  const { deps, files, told } = work;
  const added = state.pack ? state : await files.write({ ...state, pack: await packOf(state, work) });
  if (added.isRegistered) return added;
  const createdAt = new Date(deps.clock.now()).toISOString();
  const runs = await files.list();
  const parent = runs.find(({ outputDir }) => added.base.dir === join(outputDir, 'merged'))?.pack?.id ?? null;
  const challenger = await writeLineage(files.placesOf(added.run).lineage, {
    state: added,
    pack: added.pack!,
    parent,
    told,
    createdAt,
    code: deps.version,
  });
  const { id, lineage } = challenger;
  deps.store.audit({
    at: createdAt,
    actor: 'system',
    action: 'training.full',
    detail: { lineage: id, run: added.run, snapshot: lineage.snapshot.id, pack: lineage.pack.id, parent },
  });
  await deps.onChallenger(challenger);
  return files.write({ ...added, isRegistered: true });
}

async function packOf(state: RunState, work: Work): Promise<NonNullable<RunState['pack']>> {
  const { deps, context } = work;
  const folder = join(state.outputDir, 'pack');
  if (!isThere(folder)) await makePack(state, work);
  if (!isThere(folder)) throw new AppError('training.trainer-no-pack', { folder });
  const { pack } = await context.inLane('files', () =>
    deps.models.add(folder, {
      signal: context.signal,
      onProgress: ({ done, total, step }) =>
        context.progress({ done: megabytes(done), total: total && megabytes(total), step }),
    }),
  );
  return { id: pack.id, name: pack.manifest.name, version: pack.manifest.version };
}

/** Only where the trainer makes none itself. */
async function makePack({ command, run }: RunState, { deps, files, context }: Work): Promise<void> {
  const { pack: argv = [], env = {} } = command ?? {};
  if (argv.length === 0) return;
  context.progress({ done: 0, total: null, step: 'fullExport' });
  const { dir, log } = files.placesOf(run);
  const { signal } = context;
  const { code, err } = await deps.programs
    .run({ argv, env, cwd: dir, timeoutMs: PACK_MS, signal })
    .catch((error: unknown) => {
      signal.throwIfAborted();
      return { code: 1, err: String((error as NodeJS.ErrnoException).code ?? error) };
    });
  const detail = (err.trim().split('\n').at(-1) ?? '').slice(0, 300);
  if (code !== 0) throw new AppError('training.trainer-export-failed', { detail, log });
}

const isThere = (folder: string): boolean => existsSync(join(folder, MANIFEST_FILE));
const megabytes = (bytes: number): number => Math.ceil(bytes / 1e6);
