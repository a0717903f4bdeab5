import { NEEDS, type PerStage, STAGES, type Stage } from './stage.ts';

/** How a stage of a study ended the last time. */
export interface StageRun {
  /** Of the result that was wanted then. */
  readonly key: string;
  readonly outcome: 'done' | 'failed';
}

/**
 * - `off`: nothing to do, or not wanted
 * - `done`: this result is there
 * - `failed`: was tried for this very result; the next run tries again
 * - `stale`: there is an older result, and something that it was made from has changed
 * - `ready`: never done, and nothing stands in the way
 * - `waiting`: never done, and comes after a stage that is to be done
 * - `blocked`: cannot be done, because a stage that it needs has failed
 */
export type StageState = 'off' | 'done' | 'failed' | 'stale' | 'ready' | 'waiting' | 'blocked';

export interface Standing {
  readonly state: StageState;
  /** Whether it can be run now. */
  readonly isDue: boolean;
  /** The failed stage in the way of a blocked one. */
  readonly blockedBy: Stage | null;
}

const OFF: Standing = { state: 'off', isDue: false, blockedBy: null };
const DONE: Standing = { state: 'done', isDue: false, blockedBy: null };
const FAILED: Standing = { state: 'failed', isDue: true, blockedBy: null };

/**
 * Where the stages of a study stand.
 *
 * @param keys Of the results that are wanted now; null for stages with nothing to do
 * @param runs The last run of each stage, where there was one
 * @param cameIn Whether anything of the study was brought in: it goes on with that, also where the rest could not be read
 */
export function standingsOf(
  keys: PerStage<string | null>,
  runs: Partial<PerStage<StageRun>>,
  cameIn: boolean,
): PerStage<Standing> {
  const standings = {} as Record<Stage, Standing>;
  for (const stage of STAGES) {
    const needs = NEEDS[stage]
      .filter((need) => need !== 'intake' || !cameIn)
      .map((need) => ({ need, ...standings[need] }));
    standings[stage] = standingOf({ key: keys[stage], run: runs[stage], needs });
  }
  return standings;
}

interface Situation {
  readonly key: string | null;
  readonly run: StageRun | undefined;
  readonly needs: readonly (Standing & { readonly need: Stage })[];
}

function standingOf({ key, run, needs }: Situation): Standing {
  if (key !== null && run?.key === key && run.outcome === 'done') return DONE;
  const inTheWay = needs.find(({ state }) => state === 'failed' || state === 'blocked');
  const blockedBy = inTheWay && (inTheWay.blockedBy ?? inTheWay.need);
  // Where nothing came in, there is nothing to do because of that.
  if (key === null && blockedBy !== 'intake') return OFF;
  if (blockedBy) return { state: 'blocked', isDue: false, blockedBy };
  const isFree = needs.every(({ state }) => state === 'done' || state === 'off');
  if (run?.key === key && isFree) return FAILED;
  if (run?.outcome === 'done') return { state: 'stale', isDue: isFree, blockedBy: null };
  return { state: isFree ? 'ready' : 'waiting', isDue: isFree, blockedBy: null };
}
