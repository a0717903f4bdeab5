import { basename } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { Problem } from '../../../shared/contract/common.ts';
import { ProblemSchema } from '../../../shared/contract/common.ts';
import type { IntakeSummary } from '../../../shared/contract/intake.ts';
import type { JobContext } from '../../jobs/index.ts';
import type { CaptionRow, FileFacts } from '../../reader/protocol.ts';
import { planPairs } from './import-pairs.ts';
import { ImportInputSchema, Importing } from './importing.ts';
import type { IntakeDeps } from './intake-deps.ts';
import { planImport } from './plan.ts';
import { type FoundPairs, type PlannedPairs, findRefRad2d } from './refrad2d-folder.ts';
import { tolerating } from './tolerating.ts';
import { filesUnder } from './walk.ts';

export type { IntakeDeps } from './intake-deps.ts';
export { pseudonym } from './pseudonym.ts';
export { INTAKE_PRODUCER, plansHash } from './study-stage.ts';
export { type RefRad2dEntry, pairCount, parseEntry } from './refrad2d-entry.ts';
export { type FoundPairs, findRefRad2d } from './refrad2d-folder.ts';

const ScanInputSchema = z.object({ paths: z.array(z.string()).min(1) });
const PlanSchema = ImportInputSchema.extend({ problems: z.array(ProblemSchema) });
type Plan = z.output<typeof PlanSchema>;

export const SCAN = 'intake.scan';
export const IMPORT = 'intake.import';

/** Reads what lies in folders, says what can be made of it, and after a yes brings it in. Both are jobs. */
export class IntakeService {
  private readonly deps: IntakeDeps;
  private readonly importing: Importing;

  constructor(deps: IntakeDeps) {
    this.deps = deps;
    this.importing = new Importing(deps);
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
      run: (input, context) => this.importing.run(input, context),
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
    return this.importing.run(await this.runScan(paths, context), context);
  }

  /**
   * Brings in what is planned of a study and is not there yet. How it ended is kept as the study's intake stage.
   *
   * @returns why a volume could not be used, if one could not @throws AppError store.*; the signal's reason
   */
  importStudy(study: string, context: Pick<JobContext, 'signal' | 'problem'>): Promise<AppError | null> {
    return this.importing.runStudy(study, context);
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
    const tell = (problem: Problem): void => void problems.push(problem);
    const facts: FileFacts[] = [];
    const rows: { file: string; row: CaptionRow }[] = [];
    for (const [index, file] of files.entries()) {
      context.progress({ done: index, total: files.length, step: 'inspect', params: { file } });
      await tolerating(file, tell, async () => {
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
      await tolerating(
        set.indexFile,
        (problem) => problems.push(problem),
        async () => {
          const { reportsFile } = set;
          if (reportsFile === null) throw new AppError('intake.no-reports', { file: set.indexFile });
          planned.push(await planPairs({ ...set, reportsFile }, this.deps, signal));
        },
      );
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
}

export function createIntakeService(deps: IntakeDeps): IntakeService {
  return new IntakeService(deps);
}
