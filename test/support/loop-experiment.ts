import { mixed } from '../../src/shared/domain/training/sampling.ts';
import { seededRandom } from '../../src/shared/lib/random.ts';
import { SnapshotFiles } from '../../src/main/services/snapshots/snapshot-files.ts';
import type { Candidate } from '../../src/main/services/training/index.ts';
import { TRAINING_DEFAULTS, type TrainingSettings } from '../../src/shared/contract/training.ts';
import type { Snapshot } from '../../src/shared/domain/curation/snapshot.ts';
import type { Verdict } from '../../src/shared/domain/promotion/verdict.ts';
import { type CohortProject, ENCODER, reviewCohort, snapshotOf } from './reviewed-cohort.ts';

const BY = { actor: 'E. Tester', reason: 'an experiment' };
const signal = new AbortController().signal;
const telling = { signal, onProgress: () => undefined, onProblem: () => undefined };

/** So many steps, with a validation after each tenth. */
const settingsFor = (steps: number): TrainingSettings => ({
  ...TRAINING_DEFAULTS,
  steps,
  warmUp: Math.floor(steps / 10),
  evaluateEvery: Math.floor(steps / 10),
});

interface Lesson {
  readonly snapshot: string;
  readonly steps: number;
  readonly seed: number;
  readonly parent: string | null;
}

export function train({ session }: CohortProject, { steps, ...lesson }: Lesson): Promise<Candidate> {
  return session.training.trainHead(
    { ...lesson, settings: settingsFor(steps), encoder: ENCODER },
    { signal, isBackground: false },
  );
}

/** Measures a head and the champion on the gold patients, and asks the gate. */
export async function judge({ session }: CohortProject, { id }: Candidate): Promise<Verdict> {
  return (await session.registry.judgeNow({ kind: 'head', id }, telling)).verdict!;
}

export const promote = ({ session }: CohortProject, { id }: Candidate) =>
  session.registry.promote({ kind: 'head', id }, BY);

export const rollBack = ({ session }: CohortProject) => session.registry.rollBack('head', BY);

/**
 * What a project begins with: the gold patients are judged, everything else is as it was derived, and a head that learned from it is
 * champion, because there was none.
 */
export async function firstChampion(project: CohortProject, steps: number): Promise<Candidate> {
  const gold = new Set(project.named.gold);
  reviewCohort(project, { isWanted: (patient) => gold.has(patient), corrections: Number.POSITIVE_INFINITY });
  const snapshot = await snapshotOf(project, 1);
  const champion = await train(project, { snapshot, steps, seed: 0, parent: null });
  await judge(project, champion);
  await promote(project, champion);
  return champion;
}

/** A session of review, and what was decided until then. */
export async function correct(
  project: CohortProject,
  corrections: number,
): Promise<{ readonly corrected: number; readonly snapshot: string }> {
  const gold = new Set(project.named.gold);
  const corrected = reviewCohort(project, { isWanted: (patient) => !gold.has(patient), corrections });
  return { corrected, snapshot: await snapshotOf(project, 0) };
}

/** The same snapshot with the boxes of all pairs that teach or stop mixed up; its gold pairs are as they are. */
export async function shuffled(
  { session, dir }: CohortProject,
  { snapshot: reference, seed }: { readonly snapshot: string; readonly seed: number },
): Promise<string> {
  const { snapshot } = await session.snapshots.open(reference);
  const random = seededRandom(mixed(seed, 1));
  const boxes = snapshot.slices.flatMap(({ split, pairs }) =>
    split === 'gold' ? [] : pairs.map(({ box }) => box),
  );
  for (let at = boxes.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [boxes[at], boxes[other]] = [boxes[other]!, boxes[at]!];
  }
  let next = 0;
  const slices: Snapshot['slices'] = snapshot.slices.map((slice) =>
    slice.split === 'gold'
      ? slice
      : { ...slice, pairs: slice.pairs.map((pair) => ({ ...pair, box: boxes[next++]! })) },
  );
  return new SnapshotFiles(dir).write({ ...snapshot, slices });
}
