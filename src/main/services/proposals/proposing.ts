import { AppError } from '../../../shared/contract/app-error.ts';
import type { AppEvent } from '../../../shared/contract/jobs.ts';
import { type JobContext, Tolerance } from '../../jobs/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { AskedPair, OpenPair } from '../../store/proposal-store.ts';
import type { Asked, Candidate, TrainingService } from '../training/index.ts';

/** Slices whose boxes are asked for and kept together. */
const AT_ONCE = 32;
/** Open pairs that are looked at in one step: nobody waits longer than that takes, milliseconds. */
const PAGE = 500;

export interface ProposingDeps {
  readonly store: Pick<ProjectStore, 'proposals' | 'sliceReader'>;
  readonly training: Pick<TrainingService, 'predict' | 'candidate'>;
  /** Id of the head in use; null where none was promoted. */
  readonly currentHead: () => string | null;
  readonly clock: Pick<Clock, 'now'>;
  readonly publish: (event: AppEvent) => void;
}

export type ProposingContext = Pick<JobContext, 'signal' | 'progress' | 'problem'>;

interface AskedSlice extends Asked {
  readonly sliceId: number;
  readonly pairs: readonly AskedPair[];
}

/** Asks the head in use about the open pairs of slices, and keeps what it says. */
export class Proposing {
  private readonly deps: ProposingDeps;
  private readonly context: ProposingContext;
  private readonly tolerance: Tolerance;
  private readonly headId: string | null;
  /** Slices that failed in this run: they are not tried again in it. */
  private readonly failing = new Set<number>();
  private proposed = 0;
  private walked = 0;
  private open = 0;

  /** @param headId Null where no head is in use any more */
  constructor(deps: ProposingDeps, context: ProposingContext, headId: string | null) {
    this.deps = deps;
    this.context = context;
    this.headId = headId;
    this.tolerance = new Tolerance(context);
  }

  /**
   * Takes away what other heads said of open pairs, which takes seconds where asking takes hours; then begins with the most suspicious
   * and goes on until every open pair has its box, or until another head is in use: that one has a run of its own.
   *
   * @throws AppError training.candidate-unknown; of the third failure in a row, store.*; the signal's reason
   */
  async run(): Promise<{ proposed: number; failed: number }> {
    const { deps, headId } = this;
    const head = headId === null ? null : await deps.training.candidate(headId);
    const { proposals } = deps.store;
    await this.overOpen((page) => this.withdrawOthers(page));
    if (!head) return { proposed: 0, failed: 0 };
    this.open = proposals.openCount();
    await this.renew(head, proposals.mostSuspicious(PAGE));
    await this.overOpen(async (page) => {
      await this.renew(head, page);
      this.walked += page.length;
    });
    return { proposed: this.proposed, failed: this.tolerance.failed };
  }

  /** Page by page, with everybody else's turn in between; stops once another head is in use. */
  private async overOpen(work: (page: readonly OpenPair[]) => Promise<void> | void): Promise<void> {
    for (let after = 0; this.deps.currentHead() === this.headId; await breath()) {
      this.context.signal.throwIfAborted();
      const page = this.deps.store.proposals.openAfter(after, PAGE);
      await work(page);
      if (page.length < PAGE) return;
      after = page.at(-1)!.pairId;
    }
  }

  /** Asks about the slices of those pairs that this head was not asked about. */
  private async renew(head: Candidate, page: readonly OpenPair[]): Promise<void> {
    const missing = page.filter(({ headId }) => headId !== head.id);
    const sliceIds = [...new Set(missing.map(({ sliceId }) => sliceId))];
    for (let at = 0; at < sliceIds.length; at += AT_ONCE) {
      this.context.signal.throwIfAborted();
      if (this.deps.currentHead() !== head.id) return;
      const slices = sliceIds.slice(at, at + AT_ONCE).flatMap((sliceId) => this.asked(sliceId, head.id));
      if (slices.length > 0) await this.proposeAll(head, slices);
    }
  }

  private withdrawOthers(page: readonly OpenPair[]): void {
    const others = page.filter(({ headId }) => headId !== null && headId !== this.headId);
    const pairIds = this.deps.store.proposals.withdraw(
      others.map(({ pairId }) => pairId),
      this.headId,
    );
    if (pairIds.length > 0) this.deps.publish({ type: 'proposals.changed', pairIds });
  }

  /** Where one slice keeps the others from theirs, each is asked about alone. */
  private async proposeAll(head: Candidate, slices: readonly AskedSlice[]): Promise<void> {
    try {
      await this.propose(head, slices);
    } catch (error) {
      if (!(error instanceof AppError) || this.context.signal.aborted) throw error;
      for (const slice of slices)
        if (!(await this.tolerance.try([slice.imageId], () => this.propose(head, [slice]))))
          this.failing.add(slice.sliceId);
    }
  }

  private async propose(head: Candidate, slices: readonly AskedSlice[]): Promise<void> {
    const predictions = await this.deps.training.predict(head, slices, {
      signal: this.context.signal,
      isBackground: true,
      onProgress: (progress) =>
        this.context.progress({
          ...progress,
          done: Math.min(this.open, Math.max(this.walked, this.proposed)),
          total: this.open,
        }),
    });
    const createdAt = new Date(this.deps.clock.now()).toISOString();
    const proposals = predictions.flatMap(({ answers }, at) =>
      answers.map(({ presence, box, confidence }, n) => {
        const { pairId } = slices[at]!.pairs[n]!;
        return { pairId, headId: head.id, presence, box, confidence, createdAt };
      }),
    );
    this.deps.store.proposals.save(proposals);
    this.proposed += proposals.length;
    if (proposals.length > 0)
      this.deps.publish({ type: 'proposals.changed', pairIds: proposals.map(({ pairId }) => pairId) });
  }

  private asked(sliceId: number, headId: string): AskedSlice[] {
    const slice = this.deps.store.sliceReader.get(sliceId);
    const pairs = this.deps.store.proposals.missingOn(sliceId, headId);
    if (!slice || pairs.length === 0 || this.failing.has(sliceId)) return [];
    const { imageId, pixelsSha256, modality, dtype, geometry } = slice;
    const { width, height } = geometry;
    const classIds = pairs.map(({ classId }) => classId);
    return [{ sliceId, imageId, pixelsSha256, modality, dtype, width, height, classIds, pairs }];
  }
}

const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
