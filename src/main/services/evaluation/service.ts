import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import {
  type ComparisonReport,
  type EvaluateInput,
  EvaluateInputSchema,
  type Report,
  type ReportHead,
} from '../../../shared/contract/evaluation.ts';
import type { AppEvent } from '../../../shared/contract/jobs.ts';
import type { Jobs } from '../../jobs/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { SnapshotsService } from '../snapshots/index.ts';
import type { TrainingService } from '../training/index.ts';
import { compareReports } from './compare.ts';
import { picturesIn } from './comparison-file.ts';
import { ComparisonPage } from './html/page.ts';
import { pictureFile } from './images.ts';
import { readReport, reportFiles } from './report.ts';
import { type EvaluationDeps, type Telling, runEvaluation } from './run.ts';

export const EVALUATE = 'evaluation.run';
const PICTURE_PATH = /^\/thumbs\/picture\/([0-9a-f]{64})$/;
const COMPARISON_PATH = /^\/thumbs\/comparison\/([0-9a-f]{64})\/([0-9a-f]{64})\/(de|en)$/;

interface ComparedIds {
  readonly first: string;
  readonly second: string;
}

export interface EvaluationServiceDeps extends Omit<
  EvaluationDeps,
  'folder' | 'now' | 'store' | 'snapshot' | 'training'
> {
  readonly snapshots: Pick<SnapshotsService, 'newest' | 'open'>;
  readonly training: Pick<TrainingService, 'candidate' | 'predict'>;
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
  private readonly read = new Map<string, { readonly mtimeMs: number; readonly head: ReportHead | null }>();

  constructor(deps: EvaluationServiceDeps) {
    this.deps = deps;
    deps.jobs.register({
      kind: EVALUATE,
      lane: 'model',
      input: EvaluateInputSchema,
      run: (input, { signal, ...context }) =>
        this.evaluate(input, {
          signal,
          onProgress: (progress) => context.progress({ ...progress, params: {} }),
          onProblem: (problem) => context.problem(problem),
        }),
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
  async reports(): Promise<ReportHead[]> {
    return (await this.heads()).map(({ head }) => head);
  }

  /** @throws AppError evaluation.* */
  async compare(ids: ComparedIds, signal: AbortSignal): Promise<ComparisonReport> {
    const [first, second] = await Promise.all([this.report(ids.first), this.report(ids.second)]);
    return compareReports(first, second, signal);
  }

  /**
   * Bytes that the page fetches: pictures of cases, and a comparison as a page of its own.
   *
   * @returns null for any other path @throws AppError evaluation.*
   */
  async bytes(path: string): Promise<{ headers: Record<string, string>; body: Uint8Array } | null> {
    const picture = PICTURE_PATH.exec(path)?.[1];
    if (picture !== undefined) {
      const file = pictureFile(join(this.folder, 'pictures'), picture);
      const body = await readFile(file).catch(() => null);
      return body && { headers: { 'content-type': 'image/png' }, body };
    }
    const [, first, second, language] = COMPARISON_PATH.exec(path) ?? [];
    if (first === undefined || second === undefined) return null;
    const comparison = await this.compare({ first, second }, new AbortController().signal);
    const pictures = picturesIn([join(this.folder, 'pictures')]);
    const page = new ComparisonPage(comparison, language === 'de' ? 'de' : 'en', pictures).render();
    return { headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(page) };
  }

  /** A report of the project by its id. @throws AppError evaluation.no-report, evaluation.bad-report */
  async report(id: string): Promise<Report> {
    const found = (await this.heads()).find(({ head }) => head.id === id);
    if (!found) throw new AppError('evaluation.no-report', { file: id.slice(0, 12) });
    return readReport(found.file);
  }

  private async heads(): Promise<{ readonly head: ReportHead; readonly file: string }[]> {
    const folders = await readdir(this.folder).catch(() => []);
    const files = await Promise.all(folders.map((name) => reportFiles(join(this.folder, name))));
    const heads = await Promise.all(
      files.flat().map(async (file) => {
        const head = await this.headIn(file);
        return head ? [{ head, file }] : [];
      }),
    );
    return heads.flat().toSorted((a, b) => (a.head.createdAt < b.head.createdAt ? 1 : -1));
  }

  /** Reports are large and do not change: each is read once, and again only where its file is another one. */
  private async headIn(file: string): Promise<ReportHead | null> {
    const facts = await stat(file).catch(() => null);
    if (!facts) return null;
    const known = this.read.get(file);
    if (known?.mtimeMs === facts.mtimeMs) return known.head;
    const head = await readReport(file).then(
      ({ cases: _cases, similarities: _similarities, ...rest }) => rest,
      (error: unknown) => {
        if (error instanceof AppError) return null;
        throw error;
      },
    );
    this.read.set(file, { mtimeMs: facts.mtimeMs, head });
    return head;
  }

  /**
   * Evaluates at once; for jobs that need the figures.
   *
   * @throws as `runEvaluation`
   */
  async evaluate(input: EvaluateInput, telling: Telling): Promise<EvaluationDone> {
    const { store, clock, publish, snapshots } = this.deps;
    const now = (): string => new Date(clock.now()).toISOString();
    const snapshot: EvaluationDeps['snapshot'] = (reference) =>
      reference === undefined ? snapshots.newest() : snapshots.open(reference);
    const { report, file } = await runEvaluation(
      input,
      { ...this.deps, folder: this.folder, now, snapshot },
      telling,
    );
    const { id, pack, set, settings, embedding } = report;
    const detail = { id, pack, set, settings, embedding };
    store.audit({ at: now(), actor: 'system', action: EVALUATE, detail });
    publish({ type: 'project.changed' });
    return { file, id };
  }
}
