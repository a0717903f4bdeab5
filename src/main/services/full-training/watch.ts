import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../ports/index.ts';
import type { ProgramEnd, ProgramRef, Programs } from '../../ports/programs.ts';
import { Tail, rotate, sizeOf } from './tail.ts';
import type { Told } from './told.ts';

export interface WatchLimits {
  /** Between two looks, ms. */
  readonly pollMs: number;
  /** From asking to force, ms. */
  readonly stopMs: number;
  /** Without a word, ms; 0 for ever. */
  readonly silenceMs: number;
  /** Of a file before it is cut. */
  readonly fileBytes: number;
}

export interface Watched {
  readonly program: ProgramRef;
  /** Where it is our child; one that was found again has nobody who tells how it ends. */
  readonly ended: Promise<ProgramEnd> | null;
  readonly events: string;
  readonly log: string;
  readonly told: Told;
}

export interface WatchDeps {
  readonly programs: Programs;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly limits: WatchLimits;
  /** Asks it to save and end, and ends it by force. */
  readonly ask: () => Promise<void>;
  readonly kill: () => Promise<void>;
  /** Something was told, or a second passed. */
  readonly onNews: () => void;
  /** Keeps what was told before its file is emptied. */
  readonly keep: () => Promise<void>;
}

/** How a trainer ended. */
export interface Ending {
  /** Null where it was not our child. */
  readonly end: ProgramEnd | null;
  readonly wasAsked: boolean;
  readonly wasSilent: boolean;
}

/** Follows one trainer until it has ended. */
export class Watch {
  private readonly watched: Watched;
  private readonly deps: WatchDeps;
  private readonly tail: Tail;
  private end: ProgramEnd | null = null;
  private logSize = 0;
  private heardAt: number;
  private askedAt: number | null = null;
  private killedAt: number | null = null;
  private wasSilent = false;

  constructor(watched: Watched, deps: WatchDeps) {
    this.watched = watched;
    this.deps = deps;
    this.tail = new Tail(watched.events);
    this.heardAt = deps.clock.monotonic();
    void watched.ended?.then((end) => (this.end = end));
  }

  get silentMs(): number {
    return this.deps.clock.monotonic() - this.heardAt;
  }

  get isStopping(): boolean {
    return this.askedAt !== null;
  }

  /**
   * @param signal Aborted: the trainer is asked to save and end, and after a while ended by force
   * @param leaves Aborted: it is left alone, running
   * @throws the reason of `leaves`
   */
  async untilEnd(signal: AbortSignal, leaves: AbortSignal): Promise<Ending> {
    for (;;) {
      leaves.throwIfAborted();
      await this.look();
      if (await this.hasEnded()) break;
      if (signal.aborted) await this.stop();
      await this.stopWhereSilent();
      await this.wait(leaves);
    }
    await this.look();
    this.tail.flush((line) => this.watched.told.hear(line));
    // What it started and left behind goes with it.
    if (this.watched.ended) await this.deps.programs.kill(this.watched.program);
    this.deps.onNews();
    return { end: this.end, wasAsked: this.askedAt !== null && !this.wasSilent, wasSilent: this.wasSilent };
  }

  private async hasEnded(): Promise<boolean> {
    if (this.watched.ended) return this.end !== null;
    return !(await this.deps.programs.isRunning(this.watched.program));
  }

  private async look(): Promise<void> {
    const { limits, keep, onNews } = this.deps;
    const came = await this.tail.read((line) => this.watched.told.hear(line));
    const logSize = await sizeOf(this.watched.log);
    if (came > 0 || logSize !== this.logSize) this.heardAt = this.deps.clock.monotonic();
    this.logSize = logSize;
    // A disk that is full keeps a file from being cut; it is tried again, and the trainer is not left alone for it.
    if (logSize > limits.fileBytes)
      this.logSize = (await rotate(this.watched.log, limits.fileBytes).catch(() => false)) ? 0 : logSize;
    if (this.tail.size > limits.fileBytes)
      await keep().then(
        () => this.tail.empty(),
        () => undefined,
      );
    onNews();
  }

  private async stop(): Promise<void> {
    const now = this.deps.clock.monotonic();
    if (this.askedAt === null) {
      this.askedAt = now;
      await this.deps.ask();
    } else if (now - (this.killedAt ?? this.askedAt) > this.deps.limits.stopMs) {
      this.killedAt = now;
      await this.deps.kill();
    }
  }

  private async stopWhereSilent(): Promise<void> {
    const { silenceMs } = this.deps.limits;
    if (!this.wasSilent && (silenceMs === 0 || this.silentMs < silenceMs || this.askedAt !== null)) return;
    this.wasSilent = true;
    await this.stop();
  }

  private async wait(leaves: AbortSignal): Promise<void> {
    const { pollMs } = this.deps.limits;
    const passed = delay(pollMs, undefined, { signal: leaves }).catch(() => undefined);
    await (this.watched.ended ? Promise.race([passed, this.watched.ended]) : passed);
  }
}
