import type { AppEvent } from '../../../shared/contract/jobs.ts';
import type { Features } from '../../../shared/domain/doubt/features.ts';
import { type Example, fitDoubtSteps } from '../../../shared/domain/doubt/fit.ts';
import {
  type DoubtModel,
  type DoubtReason,
  UNTAUGHT,
  doubtOf,
  isTaught,
  priorityByDoubt,
  reasonFor,
} from '../../../shared/domain/doubt/model.ts';
import { type Standing, featuresOfStanding } from '../../../shared/domain/doubt/standing.ts';
import type { Log } from '../../ports/index.ts';
import type { DerivedStanding } from '../../store/doubt-store.ts';
import type { StoredPair } from '../../store/pair-rows.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { isBlind } from '../vlm/index.ts';
import { Moves } from './moves.ts';

/** What was learned about a pair. */
export interface Doubt {
  /** 0-1: that a reviewer finds it wrong. */
  readonly chance: number;
  readonly reason: DoubtReason | null;
}

export interface DoubtDeps {
  readonly store: ProjectStore;
  readonly log: Log;
  readonly publish: (event: AppEvent) => void;
}

/** The order is learned anew after this many verdicts, and after a twentieth more than it was learned from. */
const FEWEST_NEW = 25;
const GROWTH = 0.05;
/** Jobs after which there are other pairs, or other findings about them. */
const MAKES_PAIRS = /^(intake|demo|grounding|segmentation|pipeline|vlm|proposals)\./;
/** Rows between two looks at what else is to be done: a verdict does not wait longer than one such page takes. */
const PAGE = 500;
/** Moves in the queue that are written at once; each rewrites places in several indexes. */
const MOVES = 50;
/** After so many the front of the queue is in its new order, although the rest of a large project is not. */
const FRONT = 2000;

/** Orders the queue by what past verdicts say: learned anew while people review, without being asked. */
export class DoubtService {
  private readonly deps: DoubtDeps;
  private model: DoubtModel;
  private verdicts = 0;
  private work: Promise<void> | undefined;
  private isDue = false;
  private isClosed = false;

  constructor(deps: DoubtDeps) {
    this.deps = deps;
    this.model = deps.store.doubts.model() ?? UNTAUGHT;
  }

  /** Learns anew after enough verdicts, and after jobs that made or changed pairs. */
  hear(event: AppEvent): void {
    if (event.type === 'review.changed') this.verdicts += event.pairIds.length;
    const isFinished =
      event.type === 'jobs.changed' && event.job.status === 'done' && MAKES_PAIRS.test(event.job.kind);
    if (!(isFinished && this.model.judged > 0) && this.verdicts < this.enough()) return;
    this.verdicts = 0;
    this.learnSoon();
  }

  about(pair: StoredPair): Doubt | null {
    if (!isTaught(this.model)) return null;
    const features = this.features({
      ...pair,
      classId: pair.derivedClassId,
      box: pair.derivedBox,
      suggested: this.deps.store.doubts.suggested(pair.sliceId),
      proposal: this.deps.store.proposals.of(pair.pairId) ?? null,
    });
    return { chance: doubtOf(this.model, features), reason: reasonFor(this.model, features) };
  }

  /** Learns from all verdicts and moves the open pairs whose chance changed by a thousandth. @throws AppError store.* */
  async learn(): Promise<void> {
    const examples: Example[] = [];
    for await (const pair of this.judged())
      examples.push({ features: this.features(pair), isWrong: pair.state !== 'accepted' });
    const model = await this.fitted(examples);
    if (!model || !isTaught(model)) return;
    this.deps.store.doubts.keepModel(model);
    this.model = model;
    const moves = new Moves();
    for await (const pair of this.open()) {
      const priority = priorityByDoubt(model, this.features(pair));
      if (priority !== pair.priority) moves.add({ pairId: pair.pairId, before: pair.priority, priority });
    }
    await this.move(moves);
  }

  /** What stands in front, or comes there, is moved first and told: that is where people work. */
  private async move(moves: Moves): Promise<void> {
    let moved = 0;
    for (const some of moves.inTurn(MOVES)) {
      if (this.isClosed) return;
      this.deps.store.doubts.setPriorities(some);
      if (moved < FRONT && moved + some.length >= FRONT) this.deps.publish({ type: 'queue.reordered' });
      moved += some.length;
      await breath();
    }
    this.deps.publish({ type: 'queue.reordered' });
  }

  /** Resolves when nothing is being learned. */
  async settled(): Promise<void> {
    await this.work;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.work;
  }

  /** Undefined where the project was closed meanwhile. */
  private async fitted(examples: readonly Example[]): Promise<DoubtModel | undefined> {
    for (const steps = fitDoubtSteps(examples); !this.isClosed; await breath()) {
      const { done, value } = steps.next();
      if (done) return value;
    }
    return undefined;
  }

  private enough(): number {
    return Math.max(FEWEST_NEW, GROWTH * this.model.judged);
  }

  private learnSoon(): void {
    this.isDue = true;
    this.work ??= this.learnWhileDue();
  }

  private async learnWhileDue(): Promise<void> {
    // Behind the answer to the verdict that asked for it.
    await breath();
    try {
      while (this.isDue && !this.isClosed) {
        this.isDue = false;
        await this.learn();
      }
    } catch (error) {
      this.deps.log.error('the order of the queue was not learned anew', { error: String(error) });
    } finally {
      this.work = undefined;
    }
  }

  private async *judged(): AsyncGenerator<DerivedStanding> {
    const ids = this.deps.store.doubts.judgedIds();
    for (let at = 0; at < ids.length && !this.isClosed; at += PAGE) {
      yield* this.deps.store.doubts.of(ids.slice(at, at + PAGE));
      await breath();
    }
  }

  private async *open(): AsyncGenerator<DerivedStanding> {
    for (let after = 0; !this.isClosed;) {
      const page = this.deps.store.doubts.open(after, PAGE);
      yield* page;
      if (page.length < PAGE) return;
      after = page.at(-1)!.pairId;
      await breath();
    }
  }

  private features(pair: Standing): Features {
    return featuresOfStanding(pair, { isBlind: isBlind(this.deps.store) });
  }
}

const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
