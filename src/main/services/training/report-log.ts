import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  type DrawnReport,
  DrawnSchema,
  type TrainRequest,
  type TrainingReport,
  TrainingReportSchema,
} from '../../../shared/contract/training.ts';
import type { Drawn } from '../../../shared/domain/training/drawn.ts';
import { canonicalJson } from '../../store/canonical-json.ts';
import { sha256 } from '../../store/sha256.ts';

/** What a run has told until now. */
export interface Told {
  readonly reports: readonly TrainingReport[];
  readonly drawn: Drawn | null;
}

/** What was drawn is told with each validation: a line for each run of steps would hold all classes a thousand times. */
const LineSchema = TrainingReportSchema.extend({ drawn: DrawnSchema.optional() });
type Line = z.infer<typeof LineSchema>;

const NOTHING: Told = { reports: [], drawn: null };
/** The window hears of a run at most this often, ms. */
const NEWS_MS = 250;

/**
 * What runs tell while they train, by request: in memory, and as lines beside the runs in `training/reports`, so that a page that
 * is opened later, or a program that was started anew, shows the whole curve.
 */
export class ReportLog {
  private readonly dir: string;
  private readonly onNews: () => void;
  private readonly runs = new Map<string, { reports: TrainingReport[]; drawn: Drawn | null }>();
  private written: Promise<void> = Promise.resolve();
  private news: NodeJS.Timeout | undefined;

  constructor(projectDir: string, onNews: () => void) {
    this.dir = join(projectDir, 'training', 'reports');
    this.onNews = onNews;
  }

  /** Before a run tells anything. @param options.isFresh Forgets what an earlier try told */
  async begin(request: TrainRequest, { isFresh }: { readonly isFresh: boolean }): Promise<void> {
    if (isFresh) await rm(this.fileOf(request), { force: true });
    const { reports, drawn } = isFresh ? NOTHING : await this.of(request);
    this.runs.set(keyOf(request), { reports: [...reports], drawn });
    this.tell();
  }

  /** A run that goes on from a checkpoint tells some steps once more: those take the place of the earlier ones. */
  add(request: TrainRequest, { drawn, ...report }: DrawnReport): void {
    const run = this.runs.get(keyOf(request)) ?? { reports: [], drawn: null };
    this.runs.set(keyOf(request), run);
    const isRepeated = report.step <= (run.reports.at(-1)?.step ?? 0);
    if (isRepeated) run.reports = run.reports.filter(({ step }) => step < report.step);
    const line: Line = report.validation ? { ...report, drawn } : report;
    this.write(request, isRepeated ? [...run.reports, line] : [line], isRepeated);
    run.reports.push(report);
    run.drawn = drawn;
    this.tell();
  }

  async of(request: TrainRequest): Promise<Told> {
    const running = this.runs.get(keyOf(request));
    if (running) return running;
    const text = await readFile(this.fileOf(request), 'utf8').catch(() => '');
    const lines = text.split('\n').flatMap(parsed);
    const drawn = lines.findLast((line) => line.drawn)?.drawn ?? null;
    return { reports: lines.map((line) => TrainingReportSchema.strip().parse(line)), drawn };
  }

  /** Resolves when everything that was told is on the disk. */
  async close(): Promise<void> {
    clearTimeout(this.news);
    await this.written;
  }

  private write(request: TrainRequest, lines: readonly Line[], isAnew: boolean): void {
    // The line break comes first: a line that a kill cut short takes none with it.
    const text = lines.map((line) => `\n${JSON.stringify(line)}`).join('');
    const file = this.fileOf(request);
    const before = this.written;
    const append = async (): Promise<void> => {
      await before;
      await mkdir(this.dir, { recursive: true });
      await (isAnew ? writeFile(file, text) : appendFile(file, text));
    };
    // A disk that takes no line takes no checkpoint either, and then the run itself says so.
    this.written = append().catch(() => undefined);
  }

  private tell(): void {
    this.news ??= setTimeout(() => {
      this.news = undefined;
      this.onNews();
    }, NEWS_MS).unref();
  }

  private fileOf(request: TrainRequest): string {
    return join(this.dir, `${keyOf(request)}.jsonl`);
  }
}

const keyOf = (request: TrainRequest): string => sha256(canonicalJson(request)).slice(0, 16);

/** A line that a kill cut short is left out. */
function parsed(line: string): Line[] {
  if (line === '') return [];
  try {
    return [LineSchema.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}
