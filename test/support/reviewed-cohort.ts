import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { createBatch } from '../../src/main/app/batch.ts';
import type { DecideInput, PairDetail } from '../../src/shared/contract/review.ts';
import { SNAPSHOT_DEFAULTS } from '../../src/shared/contract/snapshots.ts';
import { boxIou } from '../../src/shared/domain/grounding/box.ts';
import type { Session } from '../../src/main/app/session.ts';
import { type Cohort, writeCohort } from './cohort.ts';
import { openTraining, portsOf } from './training-project.ts';
import { verdictOn } from './verdict.ts';

export const ENCODER = 'demo-phantom-radgrounder';
const ENCODER_DIR = join(import.meta.dirname, '..', '..', 'resources', 'models', ENCODER);
/** From here on a reviewer leaves a box as it is. */
const GOOD_ENOUGH = 0.8;

export interface CohortProject extends ReturnType<typeof openTraining> {
  readonly dir: string;
  readonly cohort: Cohort;
  /** Studies whose patients stop training, and who judge. */
  readonly named: { readonly val: readonly string[]; readonly gold: readonly string[] };
  /** Snapshot of what was derived, all of it undecided with the weight 1; it fixes who stops training and who judges. */
  readonly undecided: string;
}

export interface CohortSize {
  /** The last of them stop training and judge. */
  readonly patients: number;
  readonly val: number;
  readonly gold: number;
  /** A caption on every so manyth slice. */
  readonly step: number;
}

/** Phantom patients in a project, as imported: nobody has judged anything. */
export async function cohortProject(root: string, size: CohortSize): Promise<CohortProject> {
  await cp(ENCODER_DIR, join(root, 'resources', 'models', ENCODER), { recursive: true });
  const cohort = await writeCohort(join(root, 'in'), size);
  const dir = join(root, 'project');
  const batch = createBatch(portsOf(root));
  await batch.importPaths({ paths: [cohort.source], project: dir, onProgress: () => undefined });
  await batch.stop();
  const opened = openTraining(root, dir);
  const patientOf = new Map(
    [...opened.session.store.sliceReader.all()].map(({ study, patient }) => [study, patient]),
  );
  const patients = cohort.studies.map((study) => patientOf.get(study)!);
  const gold = patients.slice(-size.gold);
  const val = patients.slice(-size.gold - size.val, -size.gold);
  const named = { val, gold };
  return { ...opened, dir, cohort, named, undecided: await snapshotOf({ ...opened, named }, 1) };
}

/** Everything that stands now; what nobody has judged counts with this weight. */
export async function snapshotOf(
  { session, named }: Pick<CohortProject, 'session' | 'named'>,
  undecidedWeight: number,
): Promise<string> {
  const settings = { ...SNAPSHOT_DEFAULTS, undecidedWeight, split: { train: 1, val: 0, gold: 0 } };
  return (await session.snapshots.create({ settings, named })).id;
}

/**
 * A reviewer who knows the phantom: takes pairs in random order, accepts boxes that are right, corrects the others, and passes on
 * what the phantom does not show. Stops after so many corrections.
 *
 * @returns how many were corrected
 */
export function reviewCohort(
  { session, cohort }: Pick<CohortProject, 'session' | 'cohort'>,
  {
    isWanted,
    corrections,
  }: { readonly isWanted: (patient: string) => boolean; readonly corrections: number },
): number {
  const { review, store } = session;
  review.setReviewer('E. Tester');
  const patients = new Map([...store.sliceReader.all()].map(({ imageId, patient }) => [imageId, patient]));
  let corrected = 0;
  for (const { pairId, imageId } of pendingOf(session)) {
    if (corrected >= corrections) break;
    if (!isWanted(patients.get(imageId)!)) continue;
    const verdict = verdictOfKnower(review.pair(pairId), cohort);
    if (verdict.correction) corrected += 1;
    review.decide(verdict);
  }
  return corrected;
}

function* pendingOf({ review }: Session): Generator<{ readonly pairId: number; readonly imageId: string }> {
  const found = [];
  let cursor: string | null = null;
  do {
    const page: ReturnType<typeof review.queue> = review.queue({
      filter: { states: ['pending'] },
      order: { by: 'random', seed: 1 },
      cursor,
      limit: 200,
    });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  yield* found;
}

function verdictOfKnower(detail: PairDetail, { truth }: Cohort): DecideInput {
  const { pair, slice } = detail;
  const box = truth(slice.study, slice.index, pair.classId);
  if (!box) return verdictOn(detail, { verdict: { kind: 'cannot-judge' } });
  return boxIou(box, pair.box) >= GOOD_ENOUGH
    ? verdictOn(detail)
    : verdictOn(detail, { correction: { box: [...box] } });
}
