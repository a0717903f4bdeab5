import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import {
  type EvaluateInput,
  EvaluateInputSchema,
  type ReportHead,
} from '../../../shared/contract/evaluation.ts';
import type { AppEvent } from '../../../shared/contract/jobs.ts';
import type { JobContext, Jobs } from '../../jobs/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { Snapshot } from '../../../shared/domain/curation/snapshot.ts';
import type { SnapshotsService } from '../snapshots/index.ts';
import { REPORT_FILE, readReport } from './report.ts';
import { type EvaluationDeps, runEvaluation } from './run.ts';

export const EVALUATE = 'evaluation.run';

export interface EvaluationServiceDeps extends Omit<
  EvaluationDeps,
  'folder' | 'now' | 'store' | 'newestSnapshot'
> {
  readonly snapshots: Pick<SnapshotsService, 'list' | 'open'>;
  readonly store: ProjectStore;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly publish: (event: AppEvent) => void;
}

/** What a finished evaluation is told by. */
export interface EvaluationDone {
  readonly file: string;
  readonly id: string;
}

/** Evaluations of a project: each a job, each with a report in the project's folder. */
export class EvaluationService {
  private readonly deps: EvaluationServiceDeps;

  constructor(deps: EvaluationServiceDeps) {
    this.deps = deps;
    deps.jobs.register({
      kind: EVALUATE,
      lane: 'model',
      input: EvaluateInputSchema,
      run: (input, context) => this.run(input, context),
    });
  }

  /** Folder of all evaluations. */
  get folder(): string {
    return join(this.deps.store.dir, 'evaluations');
  }

  start(input: EvaluateInput): { jobId: string } {
    return { jobId: this.deps.jobs.enqueue(EVALUATE, input, JSON.stringify(input)) };
  }

  /** What a finished job has written. */
  result(jobId: string): EvaluationDone {
    return this.deps.jobs.result(jobId) as EvaluationDone;
  }

  /** Heads of all reports that can be read, the newest first. */
  async reports(): Promise<(ReportHead & { readonly file: string })[]> {
    const folders = await readdir(this.folder).catch(() => []);
    const heads = await Promise.all(
      folders.map(async (name) => {
        const file = join(this.folder, name, REPORT_FILE);
        return readReport(file).then(
          ({ cases: _cases, ...head }) => [{ ...head, file }],
          (error: unknown) => {
            if (error instanceof AppError) return [];
            throw error;
          },
        );
      }),
    );
    return heads.flat().toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  }

  private async run(input: EvaluateInput, context: JobContext): Promise<EvaluationDone> {
    const { store, clock, publish, snapshots } = this.deps;
    const now = (): string => new Date(clock.now()).toISOString();
    const newestSnapshot = async (): Promise<Snapshot | null> => {
      const [newest] = await snapshots.list();
      return newest ? (await snapshots.open(newest.id)).snapshot : null;
    };
    const { report, file } = await runEvaluation(
      input,
      { ...this.deps, folder: this.folder, now, newestSnapshot },
      {
        signal: context.signal,
        onProgress: (progress) => context.progress({ ...progress, params: {} }),
        onProblem: (problem) => context.problem(problem),
      },
    );
    const { id, pack, set, settings } = report;
    store.audit({ at: now(), actor: 'system', action: EVALUATE, detail: { id, pack, set, settings } });
    publish({ type: 'project.changed' });
    return { file, id };
  }
}
