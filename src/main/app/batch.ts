import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../shared/contract/app-error.ts';
import type { Problem } from '../../shared/contract/common.ts';
import { ExportSettingsSchema } from '../../shared/contract/exchange.ts';
import type { Job } from '../../shared/contract/jobs.ts';
import type { Ports } from '../ports/index.ts';
import { type LineProblem, runMentions } from '../services/extraction/index.ts';
import {
  type ReferenceResult,
  type ReferenceSources,
  createGroundingService,
} from '../services/grounding/index.ts';
import { createReadingService } from '../services/reading/index.ts';
import { type ProjectStore, PROJECT_FILE, createProject, openProject } from '../store/project-store.ts';
import { type Check, verifyProject } from '../store/verify.ts';
import { Events } from './events.ts';
import { type Session, createSession } from './session.ts';

type BatchPorts = Pick<Ports, 'clock' | 'log' | 'newId' | 'children'>;
type OnProgress = (job: Job) => void;

/** The application without a window: what the command line offers. Each call opens its project, works, and closes it. */
export function createBatch(ports: BatchPorts) {
  const at = (): string => new Date(ports.clock.now()).toISOString();

  async function withProject<T>(
    dir: string,
    options: { create: boolean; onProgress: OnProgress },
    work: (session: Session) => Promise<T>,
  ): Promise<T> {
    const full = resolve(dir);
    const isNew = options.create && !existsSync(join(full, PROJECT_FILE));
    const store: ProjectStore = isNew
      ? createProject(full, full.split(/[\\/]/).at(-1)!, { at: at() })
      : openProject(full, { at: at() });
    const events = new Events();
    const session = createSession(store, ports, {
      publish: (event) => {
        if (event.type === 'jobs.changed') options.onProgress(event.job);
        events.publish(event);
      },
    });
    try {
      return await work(session);
    } finally {
      await session.close();
    }
  }

  return {
    /** Scans and imports. @returns counts of the whole project and this run's problems @throws AppError */
    importPaths: (input: { paths: readonly string[]; project: string; onProgress: OnProgress }) =>
      withProject(input.project, { create: true, onProgress: input.onProgress }, async (session) => {
        const scan = await done(session, session.intake.scan(input.paths.map((path) => resolve(path))).jobId);
        const job = await done(session, session.intake.start(scan.jobId).jobId);
        const counts = session.review.facets({}).counts;
        const problems: Problem[] = [...scan.problems, ...job.problems];
        return { slices: [...session.store.sliceReader.all()].length, pairs: counts.total, problems };
      }),

    exportProject: (input: {
      project: string;
      out: string;
      format: string;
      include: readonly string[];
      seed: number;
      onProgress: OnProgress;
    }) =>
      withProject(input.project, { create: false, onProgress: input.onProgress }, async (session) => {
        const settings = ExportSettingsSchema.safeParse({
          format: input.format,
          include: input.include,
          seed: input.seed,
          languages: ['de', 'en'],
          split: { train: 0.8, val: 0.1, test: 0.1 },
        });
        if (!settings.success)
          throw new AppError('host.bad-argument', { detail: z.prettifyError(settings.error) });
        const { jobId } = session.exchange.start({ ...settings.data, targetDir: resolve(input.out) });
        await done(session, jobId);
        return session.exchange.preview(settings.data);
      }),

    /** The published pipeline's last step on its own files; no project is involved. @throws AppError */
    deriveReference: async (input: {
      sources: ReferenceSources;
      out: string;
      onProgress: (progress: Pick<Job, 'done' | 'total' | 'secondsLeft' | 'status'>) => void;
    }): Promise<ReferenceResult> => {
      const reading = createReadingService(ports.children);
      const progress = (derived: number, total: number): void =>
        input.onProgress({
          done: derived,
          total,
          secondsLeft: null,
          status: derived < total ? 'running' : 'done',
        });
      try {
        const { signal } = new AbortController();
        return await createGroundingService(reading).deriveReference(input.sources, input.out, {
          signal,
          progress,
        });
      } finally {
        reading.close();
      }
    },

    verify: (dir: string, options?: { pictures: boolean }): Check[] => verifyProject(resolve(dir), options),

    mentions: (streams: {
      input: NodeJS.ReadableStream;
      output: NodeJS.WritableStream;
      onProblem: (problem: LineProblem) => void;
    }) => runMentions(streams as Parameters<typeof runMentions>[0]),
  };
}

/** Waits for a job; its failure is the caller's. */
async function done(session: Session, jobId: string): Promise<Job> {
  const job = await session.jobs.finished(jobId);
  if (job.error) throw new AppError(job.error.code as AppError['code'], job.error.params);
  return job;
}
