import { basename } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { Problem } from '../../../shared/contract/common.ts';
import { ProblemSchema } from '../../../shared/contract/common.ts';
import type { IntakeSummary } from '../../../shared/contract/intake.ts';
import type { MentionExtractor } from '../../../shared/domain/mention/mention.ts';
import type { JobContext, Jobs } from '../../jobs/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { CaptionRow, FileFacts } from '../../reader/protocol.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { ReadingService } from '../reading/index.ts';
import { importPairs, planPairs } from './import-pairs.ts';
import { type ImportRun, clearIncoming, importVolume } from './import-volume.ts';
import { PlannedVolumeSchema, planImport } from './plan.ts';
import { type FoundPairs, type PlannedPairs, PlannedPairsSchema, findRefRad2d } from './refrad2d-folder.ts';
import { filesUnder } from './walk.ts';

export { pseudonym } from './pseudonym.ts';
export { type RefRad2dEntry, pairCount, parseEntry } from './refrad2d-entry.ts';
export { type FoundPairs, findRefRad2d } from './refrad2d-folder.ts';

const ScanInputSchema = z.object({ paths: z.array(z.string()).min(1) });
const ImportInputSchema = z.object({
  volumes: z.array(PlannedVolumeSchema),
  readyMade: z.array(PlannedPairsSchema).default([]),
});
const PlanSchema = ImportInputSchema.extend({ problems: z.array(ProblemSchema) });
type Plan = z.output<typeof PlanSchema>;

export const SCAN = 'intake.scan';
export const IMPORT = 'intake.import';

export interface IntakeDeps {
  readonly store: ProjectStore;
  readonly jobs: Jobs;
  readonly reading: ReadingService;
  readonly extractor: MentionExtractor;
  readonly clock: Clock;
  readonly publish: (event: { type: 'project.changed' }) => void;
}

/** Reads what lies in folders, says what can be made of it, and after a yes brings it in. Both are jobs. */
export class IntakeService {
  private readonly deps: IntakeDeps;

  constructor(deps: IntakeDeps) {
    this.deps = deps;
    deps.jobs.register({
      kind: SCAN,
      lane: 'files',
      input: ScanInputSchema,
      run: (input, context) => this.runScan(input.paths, context),
    });
    deps.jobs.register({
      kind: IMPORT,
      lane: 'pairs',
      input: ImportInputSchema,
      run: (input, context) => this.runImport(input, context),
    });
  }

  scan(paths: readonly string[]): { jobId: string } {
    return { jobId: this.deps.jobs.enqueue(SCAN, { paths }, paths.join('\n')) };
  }

  /** What a finished scan found. @throws AppError intake.not-scanned */
  summary(jobId: string): IntakeSummary {
    const plan = this.plan(jobId);
    return {
      summaryId: jobId,
      problems: [...plan.problems],
      existingPairs: plan.readyMade.reduce((sum, { pairs }) => sum + pairs, 0),
      studies: [
        ...plan.volumes.map((volume) => ({
          key: volume.key,
          study: volume.study,
          series: volume.series,
          modality: volume.modality,
          format: volume.source.kind,
          sliceCount: volume.sliceCount,
          segmentation: volume.segmentations[0] ?? null,
          captionCount: volume.captions.length,
          groundableCount: volume.segmentations.length > 0 ? volume.captions.length : 0,
        })),
        ...plan.readyMade.map(({ root, modality, indexFile, slices }) => ({
          key: indexFile,
          study: basename(root),
          series: basename(indexFile),
          modality,
          format: 'refrad2d' as const,
          sliceCount: slices,
          segmentation: null,
          captionCount: slices,
          groundableCount: slices,
        })),
      ],
    };
  }

  start(summaryId: string): { jobId: string } {
    const { volumes, readyMade } = this.plan(summaryId);
    return { jobId: this.deps.jobs.enqueue(IMPORT, { volumes, readyMade }, summaryId) };
  }

  /** Scan and import in one go, inside a job of somebody else's: the demo, the command line. */
  async importFolder(paths: readonly string[], context: JobContext): Promise<{ slices: number }> {
    return this.runImport(await this.runScan(paths, context), context);
  }

  private plan(jobId: string): Plan {
    const result = PlanSchema.safeParse(this.deps.jobs.result(jobId));
    if (!result.success) throw new AppError('intake.not-scanned', {});
    return result.data;
  }

  private async runScan(paths: readonly string[], context: JobContext): Promise<Plan> {
    const found = await filesUnder(paths, context.signal);
    const sets = findRefRad2d(found.files);
    const files = sets.others;
    const problems: Problem[] = [...found.problems];
    const facts: FileFacts[] = [];
    const rows: { file: string; row: CaptionRow }[] = [];
    for (const [index, file] of files.entries()) {
      context.progress({ done: index, total: files.length, step: 'inspect', params: { file } });
      await this.tolerating(file, problems, async () => {
        const fact = await this.deps.reading.ask<'inspect'>({ type: 'inspect', file }, context.signal);
        facts.push(fact);
        if (fact.kind === 'captions') rows.push(...(await this.captions(file, problems, context.signal)));
      });
    }
    const plan = planImport(facts, rows);
    problems.push(...plan.problems);
    const readyMade = await this.planReadyMade(sets.found, problems, context.signal);
    for (const problem of problems) context.problem(problem);
    context.progress({ done: files.length, total: files.length, step: 'inspect' });
    if (plan.volumes.length === 0 && readyMade.length === 0)
      throw new AppError('intake.nothing-usable', { paths: paths.join(', ') });
    return { volumes: plan.volumes, readyMade, problems };
  }

  /** Data sets whose index can be read, with what they promise. */
  private async planReadyMade(
    found: readonly FoundPairs[],
    problems: Problem[],
    signal: AbortSignal,
  ): Promise<PlannedPairs[]> {
    const planned: PlannedPairs[] = [];
    for (const set of found) {
      await this.tolerating(set.indexFile, problems, async () => {
        const { reportsFile } = set;
        if (reportsFile === null) throw new AppError('intake.no-reports', { file: set.indexFile });
        planned.push(await planPairs({ ...set, reportsFile }, this.deps, signal));
      });
    }
    return planned;
  }

  private async captions(
    file: string,
    problems: Problem[],
    signal: AbortSignal,
  ): Promise<{ file: string; row: CaptionRow }[]> {
    const table = await this.deps.reading.ask<'read-captions'>({ type: 'read-captions', file }, signal);
    problems.push(...table.problems.map((problem) => ({ file, ...problem, severity: 'error' as const })));
    return table.rows.map((row) => ({ file, row }));
  }

  private async runImport(
    { volumes, readyMade }: z.output<typeof ImportInputSchema>,
    context: JobContext,
  ): Promise<{ slices: number }> {
    const work = [
      ...volumes.map((volume) => ({
        name: volume.key,
        file: volume.source.kind === 'nifti' ? volume.source.file : volume.source.files[0]!,
        slices: volume.captions.length,
        run: (run: ImportRun) => importVolume(volume, this.deps, run),
      })),
      ...readyMade.map((planned) => ({
        name: planned.indexFile,
        file: planned.indexFile,
        slices: planned.slices,
        run: (run: ImportRun) => importPairs(planned, this.deps, run),
      })),
    ];
    const total = work.reduce((sum, { slices }) => sum + slices, 0);
    let done = 0;
    await clearIncoming(this.deps.store);
    for (const { name, file, run } of work) {
      const report = (): void => context.progress({ done, total, step: 'import', params: { volume: name } });
      const problems: Problem[] = [];
      report();
      await this.tolerating(file, problems, () =>
        run({
          signal: context.signal,
          problem: (problem) => context.problem(problem),
          sliceDone: () => {
            done += 1;
            report();
          },
        }),
      );
      for (const problem of problems) context.problem(problem);
    }
    this.deps.store.audit({
      at: new Date(this.deps.clock.now()).toISOString(),
      actor: 'system',
      action: 'intake.import',
      detail: { volumes: work.map(({ name }) => name), slices: done },
    });
    this.deps.publish({ type: 'project.changed' });
    return { slices: done };
  }

  /** One file's failure is a problem with its name on it; the rest goes on. A project that takes nothing more ends the run. */
  private async tolerating(file: string, problems: Problem[], work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof AppError) || error.code.startsWith('store.')) throw error;
      problems.push({ file, code: error.code, params: { ...error.params }, severity: 'error' });
    }
  }
}

export function createIntakeService(deps: IntakeDeps): IntakeService {
  return new IntakeService(deps);
}
