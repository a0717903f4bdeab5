import { z } from 'zod';
import { setImmediate as breath } from 'node:timers/promises';
import type { AppEvent, Job } from '../../../shared/contract/jobs.ts';
import {
  type CellState,
  type PipelineOverview,
  type PipelineRunInput,
  PipelineRunSchema,
  type PipelineSettings,
  type StageChange,
  StageSchema,
  type StudyRow,
} from '../../../shared/contract/pipeline.ts';
import type { JobContext, Jobs } from '../../jobs/index.ts';
import type { Clock, Log } from '../../ports/index.ts';
import { switchesOf } from '../grounding/index.ts';
import type { ModelsService } from '../models/index.ts';
import { doneElsewhere } from './done-elsewhere.ts';
import { type PipelineDone, PipelineRun } from './run.ts';
import { type SettingsChange, pipelineSettings, setPipelineSettings } from './settings.ts';
import { type Workers, stageWorks } from './stage-work.ts';
import type { Wanted } from './study-parts.ts';
import { StudyTable } from './study-table.ts';

export const PIPELINE = 'pipeline.run';

const DoneSchema = z.object({
  done: z.int(),
  failed: z.int(),
  stopped: z.array(z.object({ stage: StageSchema, code: z.string() })),
});

/** Pages ask at every event; studies are counted anew at most this often, ms. */
const FRESH_MS = 250;

export interface PipelineDeps extends Workers {
  readonly jobs: Jobs;
  readonly models: Pick<ModelsService, 'list'>;
  readonly lexicon: Wanted['lexicon'];
  readonly clock: Clock;
  readonly log: Log;
  readonly publish: (event: AppEvent) => void;
}

const isUnfinishedRun = ({ kind, status }: Job): boolean =>
  kind === PIPELINE && (status === 'running' || status === 'queued');

/** Intake → segment → extract → derive → suggest for every study of a project, as far as it is not done yet. */
export class PipelineService {
  private readonly deps: PipelineDeps;
  private readonly table: StudyTable;
  private known: Wanted | undefined;
  private refreshed = { at: Number.NEGATIVE_INFINITY, wanted: undefined as Wanted | undefined };
  private refreshing: Promise<void> | undefined;
  private isRunning = false;

  constructor(deps: PipelineDeps) {
    this.deps = deps;
    this.table = new StudyTable(deps.store);
    deps.jobs.register({
      kind: PIPELINE,
      lane: 'pipeline',
      input: PipelineRunSchema,
      run: (input, context) => this.run(input, context),
    });
  }

  settings(): PipelineSettings {
    return pipelineSettings(this.deps.store);
  }

  /** @param actor Who wants it; goes into the audit log. A run that is under way keeps to what it began with. */
  set(change: SettingsChange, actor: string): PipelineSettings {
    const at = new Date(this.deps.clock.now()).toISOString();
    const settings = setPipelineSettings(this.deps.store, change, { at, actor });
    this.deps.publish({ type: 'project.changed' });
    return settings;
  }

  async overview(): Promise<PipelineOverview> {
    await this.refresh();
    const settings = this.settings();
    const unfinished = this.deps.jobs.list().find(isUnfinishedRun);
    return {
      settings,
      studies: this.table.studies().length,
      counts: this.table.counts(),
      jobId: unfinished?.jobId ?? null,
      hasDemoPack: await this.hasDemoPack(settings),
    };
  }

  async studies(wanted: {
    state: CellState | null;
    offset: number;
    limit: number;
  }): Promise<{ total: number; rows: StudyRow[] }> {
    await this.refresh();
    return this.table.page(wanted);
  }

  /** As a job; one that is unfinished is meant, if it is the same. */
  start(input: PipelineRunInput): { jobId: string } {
    return { jobId: this.deps.jobs.enqueue(PIPELINE, input, JSON.stringify(input)) };
  }

  /** Stops every run that is under way or waits. */
  async cancel(): Promise<void> {
    const { jobs } = this.deps;
    const runs = jobs.list().filter(isUnfinishedRun);
    for (const { jobId } of runs) jobs.cancel(jobId);
    await Promise.all(runs.map(({ jobId }) => jobs.finished(jobId)));
  }

  /**
   * Notes which stages were done outside of the pipeline as it would do them, so that a run has nothing left to do there: to be
   * called when pairs were made. A run that is under way does them itself.
   */
  async pairsMade(): Promise<void> {
    if (this.isRunning) return;
    const { store, clock } = this.deps;
    const wanted = this.wanted();
    await this.table.refresh(wanted, { isThorough: true });
    const at = new Date(clock.now()).toISOString();
    for (const study of this.table.studies()) {
      if (this.isRunning) return;
      const records = doneElsewhere(store, this.table.get(study)!, at);
      if (records.length === 0) continue;
      store.stages.save(records);
      this.table.touch(study, wanted);
      await breath();
    }
    this.refreshed = { at: Number.NEGATIVE_INFINITY, wanted: undefined };
    this.deps.publish({ type: 'project.changed' });
  }

  /** What a finished run has done. */
  result(jobId: string): PipelineDone {
    return DoneSchema.parse(this.deps.jobs.result(jobId));
  }

  private async run(input: PipelineRunInput, context: JobContext): Promise<PipelineDone> {
    const { deps, table } = this;
    const { store, clock, log } = deps;
    const wanted = this.wanted();
    await table.refresh(wanted, { isThorough: true });
    context.signal.throwIfAborted();
    this.isRunning = true;
    try {
      const works = await stageWorks(deps, wanted.settings);
      const onChange = (stages: StageChange[]): void => deps.publish({ type: 'pipeline.changed', stages });
      const parts = { store, table, wanted, works, clock, log, onChange };
      const done = await new PipelineRun(parts, input, context).run();
      const detail = { ...input, ...done };
      store.audit({ at: new Date(clock.now()).toISOString(), actor: 'system', action: PIPELINE, detail });
      return done;
    } finally {
      this.isRunning = false;
      this.refreshed = { at: Number.NEGATIVE_INFINITY, wanted: undefined };
      deps.publish({ type: 'project.changed' });
    }
  }

  /** A run keeps the table current by itself. */
  private async refresh(): Promise<void> {
    const wanted = this.wanted();
    const { clock } = this.deps;
    const isFresh = this.refreshed.wanted === wanted && clock.monotonic() - this.refreshed.at < FRESH_MS;
    if (this.isRunning || isFresh) return;
    this.refreshing ??= this.table.refresh(wanted, { isThorough: false }).finally(() => {
      this.refreshing = undefined;
      this.refreshed = { at: clock.monotonic(), wanted };
    });
    await this.refreshing;
  }

  /** The same object as long as nothing has changed. */
  private wanted(): Wanted {
    const { store, lexicon, texts } = this.deps;
    const { name, version } = lexicon;
    const wanted = {
      settings: this.settings(),
      switches: switchesOf(store),
      lexicon: { name, version },
      llm: texts.mentionsProducer(),
    };
    if (JSON.stringify(wanted) !== JSON.stringify(this.known)) this.known = wanted;
    return this.known!;
  }

  private async hasDemoPack({ segmentation, radgrounder }: PipelineSettings): Promise<boolean> {
    const chosen = [segmentation.CT, segmentation.MR, radgrounder];
    const { packs } = await this.deps.models.list();
    return packs.some(({ id, origin }) => origin === 'built-in' && chosen.includes(id));
  }
}
