import { resolve } from 'node:path';
import { EXPORT_DEFAULTS, type ExportSettings } from '../../shared/contract/exchange.ts';
import type { DerivationSwitches } from '../../shared/domain/grounding/switches.ts';
import { type LineProblem, runMentions } from '../services/extraction/index.ts';
import type { DerivedAnew } from '../services/grounding/index.ts';
import { readManifestHead } from '../services/exchange/index.ts';
import type { Check } from '../../shared/contract/verify.ts';
import { verifyProject } from '../store/verify.ts';
import { createComputeBatch } from './compute-batch.ts';
import { createEvaluationBatch } from './evaluate-batch.ts';
import { createFilesBatch } from './files-batch.ts';
import { createFullTrainingBatch } from './full-training-batch.ts';
import { assertThere, importInto } from './import-into.ts';
import { createMachine } from './machine.ts';
import { createModelsBatch } from './models-batch.ts';
import { type BatchPorts, type OnProgress, OpenProjects } from './open-projects.ts';
import { createPipelineBatch } from './pipeline-batch.ts';
import { createSnapshotsBatch } from './snapshots-batch.ts';
import { createRegistryBatch } from './registry-batch.ts';
import { createSegmentProjectBatch } from './segment-project-batch.ts';
import { type ReferenceRequest, deriveReferenceFor } from './reference-batch.ts';
import { createTextsBatch } from './texts-batch.ts';
import { createTrainingBatch } from './training-batch.ts';
import { done } from './wait-for-job.ts';

/** The application without a window: what the command line offers. Each call opens its project, works, and closes it. */
export function createBatch(ports: BatchPorts) {
  const machine = createMachine(ports, 'en');
  const projects = new OpenProjects(ports, machine);
  const abort = new AbortController();
  const { clock, children } = ports;
  const training = createTrainingBatch(projects, { clock, signal: abort.signal });
  const files = createFilesBatch({ machine, children, clock, signal: abort.signal });

  return {
    /** Scans and imports. @returns counts of the whole project and this run's problems @throws AppError */
    importPaths: async (input: { paths: readonly string[]; project: string; onProgress: OnProgress }) => {
      await assertThere(input.paths);
      return projects.with(input.project, { create: true, onProgress: input.onProgress }, async (session) => {
        const problems = await importInto(session, input.paths);
        const counts = session.review.facets({}).counts;
        return { slices: [...session.store.sliceReader.all()].length, pairs: counts.total, problems };
      });
    },

    pipeline: createPipelineBatch(machine, projects),

    /** Derives the pairs of a project anew. @param input.switches Those to turn; the others stay @throws AppError */
    deriveProject: (input: {
      project: string;
      switches: Partial<DerivationSwitches>;
      onProgress: OnProgress;
    }): Promise<DerivedAnew> =>
      projects.with(input.project, { create: false, onProgress: input.onProgress }, async (session) => {
        const { jobId } = session.derivation.start(input.switches);
        await done(session, jobId);
        return session.derivation.result(jobId);
      }),

    /** @param input Settings that are left out are those of `EXPORT_DEFAULTS` @throws AppError exchange.*, store.* */
    exportProject: ({
      project,
      out,
      onProgress,
      ...chosen
    }: Partial<ExportSettings> & { project: string; out: string; onProgress: OnProgress }) =>
      projects.with(project, { create: false, onProgress }, async (session) => {
        const settings = { ...EXPORT_DEFAULTS, ...chosen };
        const { jobId } = session.exchange.start({ ...settings, targetDir: resolve(out) });
        await done(session, jobId);
        return session.exchange.preview(settings);
      }),

    /** The published pipeline's last step on its own files; no project is involved. @throws AppError */
    deriveReference: (input: ReferenceRequest) =>
      deriveReferenceFor(input, { children, signal: abort.signal }),

    verify: verifyAgainst,

    mentions: (streams: {
      input: NodeJS.ReadableStream;
      output: NodeJS.WritableStream;
      onProblem: (problem: LineProblem) => void;
    }) => runMentions(streams as Parameters<typeof runMentions>[0]),

    generate: files.generate,
    segmentation: { file: files.segment, ...createSegmentProjectBatch(machine, projects) },

    evaluation: createEvaluationBatch({ ports, machine, projects, signal: abort.signal }, files.tracked),

    snapshots: createSnapshotsBatch(projects),
    registry: createRegistryBatch(projects),

    training,

    fullTraining: createFullTrainingBatch(projects, { machine, signal: abort.signal }),

    texts: createTextsBatch(machine, projects, abort.signal),

    compute: createComputeBatch(machine),

    models: createModelsBatch(machine, { clock: ports.clock, signal: abort.signal }),

    /** Stops whatever is under way, in order; projects are closed when it resolves. */
    stop: async (): Promise<void> => {
      abort.abort();
      await training.ended();
      await projects.closeAll();
      machine.close();
      await files.ended();
    },
  };
}

/** @param manifest File of an earlier export that the log is held against @throws AppError store.*, exchange.no-manifest */
async function verifyAgainst(
  dir: string,
  { pictures = true, manifest }: { pictures?: boolean; manifest?: string | undefined } = {},
): Promise<Check[]> {
  const head = manifest === undefined ? undefined : await readManifestHead(resolve(manifest));
  return verifyProject(resolve(dir), { pictures, head });
}
