import { AppError } from '../../../shared/contract/app-error.ts';
import type { PipelineRunInput } from '../../../shared/contract/pipeline.ts';
import { type PerStage, STAGES, type Stage } from '../../../shared/domain/pipeline/stage.ts';
import type { JobContext } from '../../jobs/index.ts';
import type { Clock, Log } from '../../ports/index.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { StageRecord } from '../../store/stage-store.ts';
import { Agenda } from './agenda.ts';
import type { StageContext, StageWork } from './stage-work.ts';
import type { Wanted } from './study-parts.ts';
import type { StudyTable } from './study-table.ts';

/** What a run has done, in stages of studies. */
export interface PipelineDone {
  readonly done: number;
  readonly failed: number;
  /** Stages that were given up with studies left, with the code of what stopped them. */
  readonly stopped: readonly { readonly stage: Stage; readonly code: string }[];
}

export interface RunDeps {
  readonly store: Pick<ProjectStore, 'stages'>;
  readonly table: StudyTable;
  readonly wanted: Wanted;
  readonly works: PerStage<StageWork>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Null stands for a bug; what it was is in the log. */
type Failures = Map<string, AppError | null>;

/** A machine or a server on which nothing works any more is not asked about every study of a project. */
const FAILURES_IN_A_ROW = 3;
/** Failures that say more about the machine, its packs or a server than about a study. */
const OF_THE_MACHINE = /^(compute|models|llm)\./;
/** One of these is enough: it will be the same for every study. */
const OF_ALL_STUDIES = /^(models|llm)\./;

/**
 * One run over the studies of a project. Each stage is a station of its own that takes whatever is due, so studies overtake each
 * other: while one is segmented, others are extracted, derived and suggested. How each ends is written as it ends.
 */
export class PipelineRun {
  private readonly deps: RunDeps;
  private readonly input: PipelineRunInput;
  private readonly context: JobContext;
  private readonly stages: readonly Stage[];
  private readonly agenda: Agenda;
  private readonly ended = new Set<Stage>();
  private readonly stopped = new Map<Stage, string>();
  private readonly inARow = new Map<Stage, { code: string; count: number }>();
  private readonly stop = new AbortController();
  private readonly signal: AbortSignal;
  private change = Promise.withResolvers<void>();
  private done = 0;
  private failed = 0;

  constructor(deps: RunDeps, input: PipelineRunInput, context: JobContext) {
    this.deps = deps;
    this.input = input;
    this.context = context;
    this.stages = STAGES.filter((stage) => input.stages?.includes(stage) ?? true);
    this.agenda = new Agenda(deps.table, { stages: this.stages, again: input.again });
    this.signal = AbortSignal.any([context.signal, this.stop.signal]);
    this.signal.addEventListener('abort', () => this.wake());
  }

  /** @throws AppError pipeline.unknown-study, store.*; the signal's reason */
  async run(): Promise<PipelineDone> {
    const { table } = this.deps;
    const studies = this.input.studies ?? table.studies();
    for (const study of studies) {
      if (!table.get(study)) throw new AppError('pipeline.unknown-study', { study });
      this.agenda.look(study);
    }
    await Promise.all(this.stages.map((stage) => this.open(stage)));
    this.signal.throwIfAborted();
    this.tell(this.stages.at(-1)!, []);
    return { done: this.done, failed: this.failed, stopped: this.tellStopped() };
  }

  /** The first failure that is no study's own ends all stations. */
  private async open(stage: Stage): Promise<void> {
    try {
      await this.station(stage);
    } catch (error) {
      this.stop.abort(error);
    } finally {
      this.ended.add(stage);
      this.wake();
    }
  }

  private async station(stage: Stage): Promise<void> {
    const work = this.deps.works[stage];
    while (!this.stopped.has(stage)) {
      this.signal.throwIfAborted();
      if (this.agenda.isDue(stage)) {
        const turn = async (): Promise<void> => {
          // Taken when the turn has come: by then there may be more.
          const studies = this.agenda.take(stage, work.slicesAtATime);
          if (studies.length > 0) await this.work(stage, work, studies);
        };
        await (work.lane ? this.context.inLane(work.lane, turn) : turn());
      } else if (this.isOver(stage)) return;
      else await this.change.promise;
    }
  }

  /** Nothing more can become due: whatever comes before has ended. */
  private isOver(stage: Stage): boolean {
    const before = STAGES.slice(0, STAGES.indexOf(stage));
    return before.every((one) => !this.stages.includes(one) || this.ended.has(one));
  }

  private async work(stage: Stage, work: StageWork, studies: readonly string[]): Promise<void> {
    const { table, clock } = this.deps;
    this.signal.throwIfAborted();
    const started = clock.monotonic();
    const failures: Failures = new Map();
    table.setRunning(stage, studies, true);
    this.tell(stage, studies);
    try {
      await work.run(studies, this.contextFor(stage, studies, failures));
    } catch (error) {
      this.signal.throwIfAborted();
      if (error instanceof AppError && error.code.startsWith('store.')) throw error;
      const failure = this.expected(error);
      if (failures.size === 0) for (const study of studies) failures.set(study, failure);
    } finally {
      table.setRunning(stage, studies, false);
    }
    this.settle(stage, studies, { failures, seconds: (clock.monotonic() - started) / 1000 / studies.length });
  }

  private contextFor(stage: Stage, studies: readonly string[], failures: Failures): StageContext {
    return {
      signal: this.signal,
      problem: (problem) => this.context.problem(problem),
      inLane: (lane, work) => this.context.inLane(lane, work),
      progress: (done, total) => this.tell(stage, studies, total === null ? '' : ` (${done}/${total})`),
      failed: (study, error) => {
        if (!failures.has(study)) failures.set(study, error);
      },
    };
  }

  /** Writes how each study ended, and looks what can be done next. */
  private settle(
    stage: Stage,
    studies: readonly string[],
    { failures, seconds }: { failures: Failures; seconds: number },
  ): void {
    const { store, table, wanted, clock } = this.deps;
    const endedAt = new Date(clock.now()).toISOString();
    const records = studies.map((study): StageRecord => {
      // What is due has a key.
      const key = table.get(study)!.keys[stage]!;
      const outcome = failures.has(study) ? 'failed' : 'done';
      const { code, params } = failures.get(study) ?? { code: 'internal', params: {} };
      const error = outcome === 'failed' ? { code, params } : null;
      return { study, stage, key, outcome, endedAt, seconds, error };
    });
    store.stages.save(records);
    for (const record of records) {
      this.count(record);
      table.touch(record.study, wanted);
      this.agenda.look(record.study);
    }
    this.wake();
  }

  private count({ study, stage, error }: StageRecord): void {
    if (!error) {
      this.done += 1;
      this.inARow.delete(stage);
      return;
    }
    this.failed += 1;
    const { code, params } = error;
    this.context.problem({ file: study, code, params: { ...params, stage }, severity: 'error' });
    const before = this.inARow.get(stage);
    const count = before?.code === code ? before.count + 1 : 1;
    this.inARow.set(stage, { code, count });
    const limit = OF_ALL_STUDIES.test(code) ? 1 : FAILURES_IN_A_ROW;
    if (OF_THE_MACHINE.test(code) && count >= limit) this.stopped.set(stage, code);
  }

  private tellStopped(): { stage: Stage; code: string }[] {
    const left = [...this.stopped].filter(([stage]) => this.agenda.isDue(stage));
    return left.map(([stage, code]) => {
      const params = { stage, reason: code };
      this.context.problem({ file: stage, code: 'pipeline.stage-stopped', params, severity: 'error' });
      return { stage, code };
    });
  }

  private expected(error: unknown): AppError | null {
    if (error instanceof AppError) return error;
    this.deps.log.error('stage failed', {
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    return null;
  }

  /** In stages of studies: what has ended, and what is to be done as it looks now. */
  private tell(stage: Stage, studies: readonly string[], part = ''): void {
    const done = this.done + this.failed;
    // Of two stations that are at work, the later one is told of: the earlier ones have told of themselves.
    const study = studies.length > 1 ? `${studies[0]} +${studies.length - 1}` : (studies[0] ?? '');
    const total = done + this.agenda.size + this.deps.table.runningCount;
    this.context.progress({ done, total, step: `pipeline.${stage}`, params: { study, part } });
  }

  private wake(): void {
    this.change.resolve();
    this.change = Promise.withResolvers();
  }
}
