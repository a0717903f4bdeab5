import { join, resolve } from 'node:path';
import type { ComparisonReport, EvaluateInput, Report } from '../../shared/contract/evaluation.ts';
import type { Problem } from '../../shared/contract/common.ts';
import type { Job } from '../../shared/contract/jobs.ts';
import {
  type ComparisonRequest,
  compareFiles,
  readReport,
  runEvaluation,
} from '../services/evaluation/index.ts';
import { createReadingService } from '../services/reading/index.ts';
import { Writer } from '../services/vlm/index.ts';
import type { Machine } from './machine.ts';
import type { ReviewerAgreement } from '../../shared/domain/review/reviewer-agreement.ts';
import type { BatchPorts, OnProgress, OpenProjects } from './open-projects.ts';
import { paceSince } from './pace.ts';
import { done } from './wait-for-job.ts';

type Progress = Pick<Job, 'kind' | 'done' | 'total' | 'secondsLeft' | 'status'>;

export interface EvaluateRequest extends EvaluateInput {
  /** Its gold set, and where the report goes; without one the report goes to a folder of this machine. */
  readonly project: string | undefined;
  readonly onProgress: (progress: Progress) => void;
}

export interface EvaluatedBatch {
  readonly report: Report;
  readonly file: string;
  readonly problems: readonly Problem[];
}

interface EvaluateDeps {
  readonly ports: Pick<BatchPorts, 'children' | 'clock' | 'paths'>;
  readonly machine: Machine;
  readonly projects: OpenProjects;
  readonly signal: AbortSignal;
}

/** Models measured and compared by the command line. */
export function createEvaluationBatch(deps: EvaluateDeps, tracked: <T>(work: Promise<T>) => Promise<T>) {
  return {
    /** Two reports, case by case. @throws AppError evaluation.*, store.* */
    compare: (request: Omit<ComparisonRequest, 'signal'>): Promise<ComparisonReport> =>
      tracked(compareFiles({ ...request, signal: deps.signal })),

    /** How far reviewers agree. @throws AppError store.* */
    agreement: (project: string): Promise<ReviewerAgreement> =>
      deps.projects.with(project, { create: false, onProgress: () => undefined }, ({ review }) =>
        Promise.resolve(review.agreement()),
      ),

    /** @throws AppError evaluation.*, models.*, vlm.*, compute.*, llm.*, store.* */
    evaluate: (request: EvaluateRequest): Promise<EvaluatedBatch> => tracked(evaluateBatch(request, deps)),
  };
}

async function evaluateBatch(
  { project, onProgress, ...request }: EvaluateRequest,
  deps: EvaluateDeps,
): Promise<EvaluatedBatch> {
  const { on } = request;
  const input = {
    ...request,
    on: on.kind === 'folder' ? { ...on, folder: resolve(on.folder) } : on,
  };
  try {
    return await (project === undefined
      ? withoutProject(input, onProgress, deps)
      : withProject({ input, project, onProgress }, deps));
  } finally {
    deps.machine.close();
  }
}

function withProject(
  { input, project, onProgress }: { input: EvaluateInput; project: string; onProgress: OnProgress },
  { projects }: EvaluateDeps,
): Promise<EvaluatedBatch> {
  return projects.with(project, { create: false, onProgress }, async ({ evaluation, jobs }) => {
    const { jobId } = evaluation.start(input);
    const { problems } = await done({ jobs }, jobId);
    const { file } = evaluation.result(jobId);
    return { report: await readReport(file), file, problems };
  });
}

async function withoutProject(
  input: EvaluateInput,
  onProgress: (progress: Progress) => void,
  { ports: { children, clock, paths }, machine, signal }: EvaluateDeps,
): Promise<EvaluatedBatch> {
  const reading = createReadingService(children);
  const problems: Problem[] = [];
  const pace = paceSince(clock);
  const kind = 'evaluation.run';
  try {
    const evaluated = await runEvaluation(
      input,
      {
        reading,
        writer: new Writer(machine),
        llm: machine.llm,
        models: machine.models,
        compute: machine.compute,
        store: null,
        training: null,
        snapshot: () => Promise.resolve(null),
        folder: join(paths.dataDir, 'evaluations'),
        now: () => new Date(clock.now()).toISOString(),
      },
      {
        signal,
        onProblem: (problem) => problems.push(problem),
        onProgress: (progress) =>
          onProgress({
            ...progress,
            kind,
            secondsLeft: pace(progress.done, progress.total),
            status: progress.step === 'sum' ? 'done' : 'running',
          }),
      },
    );
    return { ...evaluated, problems };
  } finally {
    reading.close();
  }
}
