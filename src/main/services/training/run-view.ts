import type { TrainRequest, TrainedHead, TrainingRun } from '../../../shared/contract/training.ts';
import { AppError } from '../../../shared/contract/app-error.ts';
import { thinned } from '../../../shared/domain/training/curve.ts';
import { type Drawn, heldBy } from '../../../shared/domain/training/drawn.ts';
import { sliceTargets } from '../../../shared/domain/training/targets.ts';
import type { SnapshotsService } from '../snapshots/index.ts';
import type { Candidate } from './candidate-files.ts';
import type { Told } from './report-log.ts';

/** More cannot be told apart on a screen. */
const MOST_POINTS = 400;

/** A run as the window draws it. */
export function runView(
  { jobId, request, candidate }: Pick<TrainingRun, 'jobId' | 'request' | 'candidate'>,
  { reports, drawn }: Told,
  held: Drawn | null,
): TrainingRun {
  return {
    jobId,
    request,
    candidate,
    curve: thinned(
      reports.map(({ step, loss, presence, box }) => ({ step, loss, presence, box })),
      MOST_POINTS,
    ),
    validations: reports.flatMap(({ step, validation }) => (validation ? [{ step, ...validation }] : [])),
    latest: reports.at(-1) ?? null,
    drawn: drawn && copied(drawn),
    held: held && copied(held),
  };
}

export function headView({ id, lineage }: Candidate): TrainedHead {
  const { createdAt, snapshot, encoder, parent, seed, settings, data, classes, outcome } = lineage;
  return {
    id,
    createdAt,
    snapshot: snapshot.id,
    encoder: encoder.packName,
    parent,
    seed,
    settings,
    data,
    untaught: classes?.untaught ?? null,
    outcome,
  };
}

/** What snapshots have to draw from; they never change, so each is read once. */
export class Held {
  private readonly snapshots: Pick<SnapshotsService, 'open'>;
  private readonly known = new Map<string, Drawn | null>();

  constructor(snapshots: Pick<SnapshotsService, 'open'>) {
    this.snapshots = snapshots;
  }

  /** Null where the snapshot cannot be read any more. */
  async of({ snapshot: reference }: TrainRequest): Promise<Drawn | null> {
    const known = this.known.get(reference);
    if (known !== undefined) return known;
    const held = await this.read(reference);
    this.known.set(reference, held);
    return held;
  }

  private async read(reference: string): Promise<Drawn | null> {
    try {
      const { snapshot } = await this.snapshots.open(reference);
      const train = snapshot.slices.filter(({ split }) => split === 'train');
      return heldBy(train.map((slice) => sliceTargets(slice).facts));
    } catch (error) {
      if (error instanceof AppError) return null;
      throw error;
    }
  }
}

const copied = ({ total, byTask, byModality, byLanguage, byOrigin, byClass }: Drawn) => ({
  total,
  byTask: { ...byTask },
  byModality: { ...byModality },
  byLanguage: { ...byLanguage },
  byOrigin: { ...byOrigin },
  byClass: { ...byClass },
});
