import { AppError } from '../../shared/contract/app-error.ts';
import type { Problem } from '../../shared/contract/common.ts';
import type { VolumeSegmentation, VolumeSegmented } from '../services/segmentation/index.ts';
import type { Machine } from './machine.ts';
import type { OnProgress, OpenProjects } from './open-projects.ts';
import type { Session } from './session.ts';
import { done } from './wait-for-job.ts';

export interface SegmentProjectRequest {
  readonly project: string;
  readonly pack: string;
  /** Of one volume; all that fit where it is not given. */
  readonly volume?: number | undefined;
  readonly replaceGiven: boolean;
  readonly onProgress: OnProgress;
  readonly onVolume: (segmented: VolumeSegmented) => void;
}

export interface ProjectSegmented {
  readonly volumes: readonly VolumeSegmented[];
  /** Volumes of another modality than the pack's. */
  readonly otherModality: number;
  /** Volumes that could not be segmented, each with its name for a file. */
  readonly problems: readonly Problem[];
}

/** Segmentation of a project's volumes by the command line. */
export function createSegmentProjectBatch(machine: Machine, projects: OpenProjects) {
  return {
    /** @throws AppError store.* */
    list: (project: string): Promise<VolumeSegmentation[]> =>
      projects.with(project, { create: false, onProgress: () => undefined }, ({ segmentation }) =>
        Promise.resolve(segmentation.volumes()),
      ),

    /** One volume after the other; one that fails is named, and the others go on. @throws AppError models.*, store.* */
    run: (request: SegmentProjectRequest): Promise<ProjectSegmented> =>
      projects.with(request.project, { create: false, onProgress: request.onProgress }, (session) =>
        segmentFitting(request, session, machine),
      ),
  };
}

async function segmentFitting(
  request: SegmentProjectRequest,
  session: Session,
  machine: Machine,
): Promise<ProjectSegmented> {
  const { manifest } = await machine.models.find(request.pack, 'segmentation');
  const all = session.segmentation.volumes();
  const { modality } = manifest.segmentation;
  const wanted = all.filter((one) =>
    request.volume === undefined ? one.modality === modality : one.volumeId === request.volume,
  );
  if (request.volume !== undefined && wanted.length === 0)
    throw new AppError('segmentation.no-volume', { volume: request.volume });
  const otherModality = request.volume === undefined ? all.length - wanted.length : 0;
  return { ...(await segmentEach(wanted, request, session)), otherModality };
}

async function segmentEach(
  wanted: readonly VolumeSegmentation[],
  { pack, replaceGiven, onVolume }: SegmentProjectRequest,
  session: Session,
): Promise<Omit<ProjectSegmented, 'otherModality'>> {
  const [volumes, problems]: [VolumeSegmented[], Problem[]] = [[], []];
  for (const { volumeId, key } of wanted) {
    try {
      const { jobId } = await session.segmentation.start(volumeId, { pack, replaceGiven });
      await done(session, jobId);
      const segmented = session.segmentation.result(jobId);
      onVolume(segmented);
      volumes.push(segmented);
    } catch (error) {
      // A project that takes nothing more, and a pack that is none, fail for the others too.
      if (!(error instanceof AppError) || /^(store|models)\./.test(error.code)) throw error;
      problems.push({ file: key, code: error.code, params: { ...error.params }, severity: 'error' });
    }
  }
  return { volumes, problems };
}
