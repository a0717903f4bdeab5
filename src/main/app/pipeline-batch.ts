import { AppError } from '../../shared/contract/app-error.ts';
import type { Problem } from '../../shared/contract/common.ts';
import type { AppEvent } from '../../shared/contract/jobs.ts';
import type { PipelineRunInput, PipelineSettings, StageChange } from '../../shared/contract/pipeline.ts';
import type { Modality } from '../../shared/domain/anatomy/classes.ts';
import type { PipelineDone } from '../services/pipeline/index.ts';
import { importInto, assertThere } from './import-into.ts';
import type { Machine } from './machine.ts';
import type { OnProgress, OpenProjects } from './open-projects.ts';
import type { Session } from './session.ts';
import { done } from './wait-for-job.ts';

/** A pack by name, name@version or id; 'none' leaves the stage out; undefined leaves it as the project has it. */
type PackChoice = string | undefined;

export interface PipelineChoices {
  readonly segmentCt?: PackChoice;
  readonly segmentMr?: PackChoice;
  readonly radgrounder?: PackChoice;
  readonly extractor?: PipelineSettings['extractor'] | undefined;
  readonly language?: PipelineSettings['language'] | undefined;
  readonly replaceGiven?: boolean | undefined;
}

export interface PipelineRequest {
  readonly project: string;
  /** Folders that are brought in first; the project is made if it is not there. */
  readonly paths: readonly string[];
  /** Kept in the project. */
  readonly choices: PipelineChoices;
  readonly run: PipelineRunInput;
  readonly onProgress: OnProgress;
  readonly onStage: (change: StageChange) => void;
}

type PipelineRan = PipelineDone & { readonly problems: readonly Problem[] };

/** The pipeline by the command line: a night on a machine without a window. */
export function createPipelineBatch(machine: Machine, projects: OpenProjects) {
  return {
    /** @throws AppError store.*, intake.*, models.*, pipeline.* */
    run: async (request: PipelineRequest): Promise<PipelineRan> => {
      const { project, paths, onProgress, onStage } = request;
      try {
        await assertThere(paths);
        // As the paths: before anything is made or brought in.
        const change = await changeOf(request.choices, machine);
        const onEvent = (event: AppEvent): void => {
          if (event.type === 'pipeline.changed') for (const stage of event.stages) onStage(stage);
        };
        const opening = { create: paths.length > 0, onProgress, onEvent };
        return await projects.with(project, opening, (session) => runIn(session, change, request));
      } finally {
        machine.close();
      }
    },
  };
}

async function runIn(
  session: Session,
  { segmentation, ...change }: Awaited<ReturnType<typeof changeOf>>,
  { paths, run }: PipelineRequest,
): Promise<PipelineRan> {
  const { pipeline, review } = session;
  // A run that was broken off would go on with what it had been told.
  await pipeline.cancel();
  const problems = paths.length > 0 ? await importInto(session, paths) : [];
  const packs = { ...pipeline.settings().segmentation, ...segmentation };
  pipeline.set({ ...change, segmentation: packs }, review.reviewer() ?? 'command line');
  const { jobId } = pipeline.start(run);
  const job = await done(session, jobId);
  const left = problems.filter((problem) => !isMended(problem, session));
  return { ...pipeline.result(jobId), problems: [...left, ...job.problems] };
}

/** A volume that came without a segmentation and has one by now. */
function isMended({ code, params }: Problem, { segmentation }: Session): boolean {
  if (code !== 'intake.no-segmentation') return false;
  return segmentation.volumes().some(({ key, has }) => key === params['volume'] && has !== 'none');
}

async function changeOf({ segmentCt, segmentMr, radgrounder, ...plain }: PipelineChoices, machine: Machine) {
  const [ct, mr] = [
    await packId(machine, segmentCt, { kind: 'segmentation', modality: 'CT' }),
    await packId(machine, segmentMr, { kind: 'segmentation', modality: 'MR' }),
  ];
  return {
    ...plain,
    radgrounder: await packId(machine, radgrounder, { kind: 'radgrounder' }),
    segmentation: { ...(ct !== undefined && { CT: ct }), ...(mr !== undefined && { MR: mr }) },
  };
}

async function packId(
  { models }: Machine,
  choice: PackChoice,
  wanted: { kind: 'segmentation'; modality: Modality } | { kind: 'radgrounder' },
): Promise<string | null | undefined> {
  if (choice === undefined) return undefined;
  if (choice === 'none') return null;
  const { id, origin, dir, manifest } = await models.find(choice, wanted.kind);
  const pack = `${manifest.name} ${manifest.version}`;
  if (origin === 'folder') throw new AppError('pipeline.pack-not-added', { pack, folder: dir });
  if (wanted.kind === 'segmentation' && manifest.kind === 'segmentation') {
    const { modality } = manifest.segmentation;
    if (modality !== wanted.modality)
      throw new AppError('segmentation.wrong-modality', { pack, needed: modality, found: wanted.modality });
  }
  return id;
}
