import { z } from 'zod';
import type { AppError } from '../../../shared/contract/app-error.ts';
import type { JobContext } from '../../jobs/index.ts';
import { importPairs } from './import-pairs.ts';
import { type ImportRun, clearIncoming, importVolume } from './import-volume.ts';
import type { IntakeDeps } from './intake-deps.ts';
import { type PlannedVolume, PlannedVolumeSchema } from './plan.ts';
import { PlannedPairsSchema } from './refrad2d-folder.ts';
import { intakeRecord, rowsOf } from './study-stage.ts';
import { tolerating } from './tolerating.ts';

export const ImportInputSchema = z.object({
  volumes: z.array(PlannedVolumeSchema),
  readyMade: z.array(PlannedPairsSchema).default([]),
});

/** Brings in what was planned, study by study. */
export class Importing {
  private readonly deps: IntakeDeps;

  constructor(deps: IntakeDeps) {
    this.deps = deps;
  }

  async run(
    { volumes, readyMade }: z.output<typeof ImportInputSchema>,
    context: JobContext,
  ): Promise<{ slices: number }> {
    const { store, clock, publish } = this.deps;
    const captioned = volumes.filter(({ captions }) => captions.length > 0);
    const counted = [
      ...captioned.map(({ captions }) => captions.length),
      ...readyMade.map(({ slices }) => slices),
    ];
    const tell = tellerOf(context, counted);
    await clearIncoming(store);
    store.stages.savePlans(captioned.map(rowsOf));
    for (const [study, own] of Map.groupBy(captioned, (volume) => volume.study))
      await this.importVolumes(study, own, tell.runOf);
    for (const planned of readyMade) {
      const run = tell.runOf(planned.indexFile);
      await tolerating(planned.indexFile, run.problem, () => importPairs(planned, this.deps, run));
    }
    const names = [...volumes.map(({ key }) => key), ...readyMade.map(({ indexFile }) => indexFile)];
    const slices = tell.done();
    store.audit({
      at: new Date(clock.now()).toISOString(),
      actor: 'system',
      action: 'intake.import',
      detail: { volumes: names, slices },
    });
    publish({ type: 'project.changed' });
    await this.deps.onImported?.();
    return { slices };
  }

  /** See `IntakeService.importStudy`. */
  async runStudy(study: string, context: Pick<JobContext, 'signal' | 'problem'>): Promise<AppError | null> {
    const { store, publish } = this.deps;
    const plans = store.stages.plansOf(study).map((plan) => PlannedVolumeSchema.parse(JSON.parse(plan)));
    const { signal } = context;
    const problem: ImportRun['problem'] = (one) => context.problem(one);
    await clearIncoming(store);
    const failure = await this.importVolumes(study, plans, () => ({
      signal,
      problem,
      sliceDone: () => undefined,
    }));
    publish({ type: 'project.changed' });
    return failure;
  }

  private async importVolumes(
    study: string,
    volumes: readonly PlannedVolume[],
    runOf: (volume: string) => ImportRun,
  ): Promise<AppError | null> {
    const { store, clock } = this.deps;
    const started = clock.monotonic();
    let failure: AppError | null = null;
    for (const volume of volumes) {
      const { source } = volume;
      const file = source.kind === 'nifti' ? source.file : source.files[0]!;
      const run = runOf(volume.key);
      const own = await tolerating(file, run.problem, () => importVolume(volume, this.deps, run));
      failure ??= own;
    }
    const record = intakeRecord(study, store.stages.plansOf(study), {
      failure,
      endedAt: new Date(clock.now()).toISOString(),
      seconds: (clock.monotonic() - started) / 1000,
    });
    // What was done before stays done when it was.
    const isKnown = store.stages
      .runsOf(study)
      .some(({ stage, key, outcome }) => stage === 'intake' && key === record.key && outcome === 'done');
    if (failure || !isKnown) store.stages.save([record]);
    return failure;
  }
}

/** Progress in slices of everything, whichever volume they are of. */
function tellerOf(
  context: JobContext,
  counted: readonly number[],
): { runOf: (volume: string) => ImportRun; done: () => number } {
  const total = counted.reduce((sum, count) => sum + count, 0);
  let done = 0;
  const runOf = (volume: string): ImportRun => {
    const report = (): void => context.progress({ done, total, step: 'import', params: { volume } });
    report();
    return {
      signal: context.signal,
      problem: (problem) => context.problem(problem),
      sliceDone: () => {
        done += 1;
        report();
      },
    };
  };
  return { runOf, done: () => done };
}
