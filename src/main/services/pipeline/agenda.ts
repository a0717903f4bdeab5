import { NEEDS, type PerStage, type Stage } from '../../../shared/domain/pipeline/stage.ts';
import type { StageState } from '../../../shared/domain/pipeline/standing.ts';
import type { StudyTable } from './study-table.ts';

const TO_COME: ReadonlySet<StageState> = new Set(['ready', 'waiting', 'stale']);

/** What a run has to do: each stage of each study once at most. */
export class Agenda {
  private readonly table: StudyTable;
  private readonly stages: readonly Stage[];
  /** Whether what is done is done again. */
  private readonly again: boolean;
  private readonly due: PerStage<Set<string>> = {
    intake: new Set(),
    segment: new Set(),
    extract: new Set(),
    derive: new Set(),
    suggest: new Set(),
  };
  private readonly tried = new Set<string>();
  private readonly openOf = new Map<string, number>();
  private open = 0;

  constructor(table: StudyTable, { stages, again }: { stages: readonly Stage[]; again: boolean }) {
    this.table = table;
    this.stages = stages;
    this.again = again;
  }

  /** Stages of studies that are still to be done, as it looks now. */
  get size(): number {
    return this.open;
  }

  isDue(stage: Stage): boolean {
    return this.due[stage].size > 0;
  }

  /** Notes what is due of a study. */
  look(study: string): void {
    const { standings } = this.table.get(study)!;
    for (const stage of this.stages) {
      const isDue = standings[stage].isDue || (this.again && this.isFreeAgain(stage, study));
      if (isDue && !this.wasTried(stage, study)) this.due[stage].add(study);
      else this.due[stage].delete(study);
    }
    const open = this.stages.filter(
      (stage) =>
        !this.wasTried(stage, study) && (this.due[stage].has(study) || TO_COME.has(standings[stage].state)),
    ).length;
    this.open += open - (this.openOf.get(study) ?? 0);
    this.openOf.set(study, open);
  }

  /** Studies whose turn it is: up to so many slices together, and one in any case if any is due. */
  take(stage: Stage, slicesAtATime: number): string[] {
    const studies: string[] = [];
    let slices = 0;
    for (const study of this.due[stage]) {
      slices += this.table.get(study)!.slices;
      if (studies.length > 0 && slices > slicesAtATime) break;
      studies.push(study);
    }
    for (const study of studies) {
      this.due[stage].delete(study);
      this.tried.add(`${stage} ${study}`);
    }
    return studies;
  }

  private wasTried(stage: Stage, study: string): boolean {
    return this.tried.has(`${stage} ${study}`);
  }

  /** What is done is done again after everything before it was. */
  private isFreeAgain(stage: Stage, study: string): boolean {
    const { standings } = this.table.get(study)!;
    const wasMade = (need: Stage): boolean =>
      standings[need].state === 'off' || !this.stages.includes(need) || this.wasTried(need, study);
    return standings[stage].state === 'done' && NEEDS[stage].every(wasMade);
  }
}
