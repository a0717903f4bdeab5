import { setImmediate as breath } from 'node:timers/promises';
import type { PipelineOverview, StudyRow } from '../../../shared/contract/pipeline.ts';
import { CELL_STATES, type CellState } from '../../../shared/contract/pipeline.ts';
import { stageKeys } from '../../../shared/domain/pipeline/stage-key.ts';
import { type PerStage, STAGES, type Stage, perStage } from '../../../shared/domain/pipeline/stage.ts';
import { type Standing, standingsOf } from '../../../shared/domain/pipeline/standing.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { StageRecord, StudySlices } from '../../store/stage-store.ts';
import { type Wanted, partsOf, sha256 } from './study-parts.ts';

/** A study with what is wanted of it and where it stands. */
export interface StudyState extends StudySlices {
  readonly keys: PerStage<string | null>;
  readonly runs: Partial<PerStage<StageRecord>>;
  readonly standings: PerStage<Standing>;
  readonly wanted: Wanted;
}

/**
 * Where all studies of a project stand, kept in memory: pages and runs ask often, and hashing a million slices takes seconds. It is
 * brought up to date in small steps, between which everything else has its turn.
 */
export class StudyTable {
  private readonly store: ProjectStore;
  private states = new Map<string, StudyState>();
  private names: readonly string[] = [];
  private readonly running = new Set<string>();

  constructor(store: ProjectStore) {
    this.store = store;
  }

  /**
   * Takes in what has come and gone.
   *
   * @param isThorough Reads every study's slices again, not only of those that have new ones.
   */
  async refresh(wanted: Wanted, { isThorough }: { isThorough: boolean }): Promise<void> {
    const { stages } = this.store;
    const next = new Map<string, StudyState>();
    const take = (found: StudySlices): void => {
      const known = isThorough ? undefined : this.states.get(found.study);
      next.set(found.study, this.stateOf(found, wanted, known));
    };
    for (const page of stages.studies()) {
      for (const [at, found] of page.entries()) {
        take(found);
        if (at % 20 === 19) await breath();
      }
      await breath();
    }
    for (const study of stages.studiesWithoutSlices()) take({ study, slices: 0, newestSliceId: 0 });
    this.states = next;
    this.names = [...next.keys()].toSorted();
  }

  /** Reads one study anew. */
  touch(study: string, wanted: Wanted): StudyState {
    const state = this.stateOf(this.store.stages.study(study), wanted, undefined);
    this.states.set(study, state);
    return state;
  }

  get(study: string): StudyState | undefined {
    return this.states.get(study);
  }

  /** By name. */
  studies(): readonly string[] {
    return this.names;
  }

  setRunning(stage: Stage, studies: readonly string[], isRunning: boolean): void {
    for (const study of studies) {
      if (isRunning) this.running.add(`${stage} ${study}`);
      else this.running.delete(`${stage} ${study}`);
    }
  }

  /** Stages of studies that are being worked on. */
  get runningCount(): number {
    return this.running.size;
  }

  counts(): PipelineOverview['counts'] {
    const counts = perStage(
      () => Object.fromEntries(CELL_STATES.map((state) => [state, 0])) as Record<CellState, number>,
    );
    for (const study of this.names)
      for (const stage of STAGES) counts[stage][this.cellState(study, stage)] += 1;
    return counts;
  }

  page({ state, offset, limit }: { state: CellState | null; offset: number; limit: number }): {
    total: number;
    rows: StudyRow[];
  } {
    const names =
      state === null
        ? this.names
        : this.names.filter((study) => STAGES.some((stage) => this.cellState(study, stage) === state));
    return {
      total: names.length,
      rows: names.slice(offset, offset + limit).map((study) => this.rowOf(study)),
    };
  }

  private cellState(study: string, stage: Stage): CellState {
    return this.running.has(`${stage} ${study}`) ? 'running' : this.states.get(study)!.standings[stage].state;
  }

  private rowOf(study: string): StudyRow {
    const { slices, runs, standings } = this.states.get(study)!;
    const stages = perStage((stage) => {
      const { endedAt = null, seconds = null, error = null } = runs[stage] ?? {};
      const { state, blockedBy } = standings[stage];
      return {
        state: this.cellState(study, stage),
        endedAt,
        seconds,
        error: state === 'failed' ? error : null,
        blockedBy,
      };
    });
    return { study, slices, stages };
  }

  private stateOf(found: StudySlices, wanted: Wanted, known: StudyState | undefined): StudyState {
    const isSame =
      known?.wanted === wanted &&
      known.slices === found.slices &&
      known.newestSliceId === found.newestSliceId;
    const keys = isSame ? known.keys : stageKeys(partsOf(this.store, found.study, wanted), sha256);
    const records = this.store.stages.runsOf(found.study);
    const runs = Object.fromEntries(records.map((record) => [record.stage, record])) as StudyState['runs'];
    return { ...found, keys, runs, standings: standingsOf(keys, runs, found.slices > 0), wanted };
  }
}
