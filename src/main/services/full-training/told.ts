import type { FullRunDetail } from '../../../shared/contract/full-training.ts';
import { type Dialect, type TrainerEvent, eventIn } from './events.ts';
import type { OutputLine } from './lines.ts';

type Curve = FullRunDetail['curve'];
type Last = Extract<TrainerEvent, { event: 'done' | 'stopped' | 'failed' }>;

/** More points than any page has pixels for are halved. */
const MAX_POINTS = 2000;
const GARBAGE_KEPT = 50;
const GARBAGE_CHARACTERS = 500;

/** What survives when the file that the trainer writes into is cut short. */
export interface Kept {
  readonly curve: Curve;
  readonly evaluations: FullRunDetail['evaluations'];
  readonly checkpoint: number | null;
  readonly garbage: number;
  readonly garbageLines: readonly string[];
}

/** Everything that a trainer has told, bounded however much it tells. Hearing the same lines again changes nothing but counts. */
export class Told {
  start: Extract<TrainerEvent, { event: 'start' }> | null = null;
  latest: Curve[number] | null = null;
  steps: number | null = null;
  unit: 'steps' | 'epochs' = 'steps';
  drawn: Readonly<Record<string, number>> = {};
  evalLoss: number | null = null;
  checkpoint: number | null = null;
  isExporting = false;
  /** Of the attempt that is heard. */
  last: Last | null = null;
  garbage = 0;
  garbageLines: string[] = [];
  private curve = new Map<number, Curve[number]>();
  private evaluations = new Map<number, number | null>();
  private readonly dialect: Dialect;

  /** @param epochs Of the published trainer, which tells no steps */
  constructor(dialect: Dialect, { epochs, kept }: { readonly epochs: number; readonly kept: Kept | null }) {
    this.dialect = dialect;
    if (dialect === 'huggingface') {
      this.unit = 'epochs';
      this.steps = epochs;
    }
    for (const point of kept?.curve ?? []) this.curve.set(point.step, point);
    for (const { step, loss } of kept?.evaluations ?? []) this.evaluations.set(step, loss);
    this.checkpoint = kept?.checkpoint ?? null;
    this.garbage = kept?.garbage ?? 0;
    this.garbageLines = [...(kept?.garbageLines ?? [])];
    this.latest = kept?.curve.at(-1) ?? null;
    this.evalLoss = kept?.evaluations.at(-1)?.loss ?? null;
  }

  hear({ text, isCut }: OutputLine): void {
    if (text === '' && !isCut) return;
    const event = isCut ? null : eventIn(text, this.dialect);
    if (event) return this.take(event);
    // The published trainer says a thousand things; a line of ours that is no event is worth a look.
    if (this.dialect === 'huggingface') return;
    this.garbage += 1;
    this.garbageLines.push(text.slice(0, GARBAGE_CHARACTERS) + (isCut ? ' …' : ''));
    if (this.garbageLines.length > GARBAGE_KEPT) this.garbageLines.shift();
  }

  kept(): Kept {
    const { checkpoint, garbage, garbageLines } = this;
    return { curve: this.points(), evaluations: this.evaluated(), checkpoint, garbage, garbageLines };
  }

  points(): Curve {
    return [...this.curve.values()].toSorted((a, b) => a.step - b.step);
  }

  evaluated(): FullRunDetail['evaluations'] {
    return [...this.evaluations].map(([step, loss]) => ({ step, loss })).toSorted((a, b) => a.step - b.step);
  }

  private take(event: TrainerEvent): void {
    switch (event.event) {
      case 'start':
        this.begin(event);
        break;
      case 'step':
        this.steps = event.steps;
        this.drawn = event.drawn;
        this.point({ ...event, learningRate: event.learningRate ?? null });
        break;
      case 'epoch':
        this.epoch(event);
        break;
      case 'evaluation':
        this.evaluate(event.step, event.loss);
        break;
      case 'checkpoint':
        this.checkpoint = event.step;
        break;
      case 'exporting':
        this.isExporting = true;
        break;
      case 'done':
      case 'stopped':
      case 'failed':
        this.last = event;
    }
  }

  /** Another attempt: what went beyond its checkpoint is done again. */
  private begin(start: Extract<TrainerEvent, { event: 'start' }>): void {
    this.start = start;
    this.steps = start.steps;
    this.isExporting = false;
    this.last = null;
    this.drawn = {};
    for (const step of this.curve.keys()) if (step > start.resumedFrom) this.curve.delete(step);
    for (const step of this.evaluations.keys()) if (step > start.resumedFrom) this.evaluations.delete(step);
    this.latest = this.points().at(-1) ?? null;
    if (start.resumedFrom > 0) this.checkpoint = start.resumedFrom;
  }

  private epoch({
    epoch,
    loss,
    evalLoss,
    learningRate,
    samplesPerSecond,
  }: Extract<TrainerEvent, { event: 'epoch' }>): void {
    if (evalLoss !== undefined) this.evaluate(epoch, evalLoss);
    if (loss === undefined) return;
    this.point({
      step: epoch,
      loss,
      learningRate: learningRate ?? null,
      samplesPerSecond: samplesPerSecond ?? null,
    });
  }

  private point({ step, loss, learningRate, samplesPerSecond }: Curve[number]): void {
    this.latest = { step, loss, learningRate, samplesPerSecond };
    this.curve.set(step, this.latest);
    if (this.curve.size > MAX_POINTS)
      this.curve = new Map([...this.curve].filter(([at], number) => number % 2 === 0 || at === step));
  }

  private evaluate(step: number, loss: number | null): void {
    this.evalLoss = loss;
    this.evaluations.set(step, loss);
    if (this.evaluations.size > MAX_POINTS)
      this.evaluations = new Map(
        [...this.evaluations].filter(([at], number) => number % 2 === 0 || at === step),
      );
  }
}
