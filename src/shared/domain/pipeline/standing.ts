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
 */
export function standingsOf(
  keys: PerStage<string | null>,
  runs: Partial<PerStage<StageRun>>,
): PerStage<Standing> {
  const standings = {} as Record<Stage, Standing>;
  for (const stage of STAGES)
    standings[stage] = standingOf(stage, { key: keys[stage], run: runs[stage], standings });
  return standings;
}

function standingOf(
  stage: Stage,
  {
    key,
    run,
    standings,
  }: {
    key: string | null;
    run: StageRun | undefined;
    standings: Readonly<Partial<PerStage<Standing>>>;
  },
): Standing {
  const needs = NEEDS[stage].map((need) => ({ need, ...standings[need]! }));
  if (key === null) {
    // Where nothing came in, there is nothing to do because of that.
    const intake = needs.find(({ need, state }) => need === 'intake' && state === 'failed');
    return intake ? { state: 'blocked', isDue: false, blockedBy: 'intake' } : OFF;
  }
  if (run?.key === key && run.outcome === 'done') return DONE;
  // A study of which something came in goes on with that, also where the rest could not be read.
  const others = needs.filter(({ need, blockedBy }) => need !== 'intake' && blockedBy !== 'intake');
  const inTheWay = others.find(({ state }) => state === 'failed' || state === 'blocked');
  if (inTheWay) return { state: 'blocked', isDue: false, blockedBy: inTheWay.blockedBy ?? inTheWay.need };
  const isFree = others.every(({ state }) => state === 'done' || state === 'off');
  if (run?.key === key && isFree) return FAILED;
  if (run?.outcome === 'done') return { state: 'stale', isDue: isFree, blockedBy: null };
  return { state: isFree ? 'ready' : 'waiting', isDue: isFree, blockedBy: null };
}
