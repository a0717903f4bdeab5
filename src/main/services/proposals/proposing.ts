import { AppError } from '../../../shared/contract/app-error.ts';
import type { AppEvent } from '../../../shared/contract/jobs.ts';
import { type JobContext, Tolerance } from '../../jobs/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { AskedPair } from '../../store/proposal-store.ts';
import type { Asked, Candidate, TrainingService } from '../training/index.ts';

/** Slices whose boxes are asked for and kept together. */
const AT_ONCE = 32;
/** Boxes of other heads that are taken away in one step. */
const WITHDRAWN_AT_ONCE = 200;

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
  readonly pairs: readonly AskedPair[];
}

/** Asks the head in use about the open pairs of slices, and keeps what it says. */
export class Proposing {
  private readonly deps: ProposingDeps;
  private readonly context: ProposingContext;
  private readonly tolerance: Tolerance;
  private proposed = 0;

  constructor(deps: ProposingDeps, context: ProposingContext) {
    this.deps = deps;
    this.context = context;
    this.tolerance = new Tolerance(context);
  }

  /**
   * Goes on until every open pair has its box and none has one of another head, or until another head is in use: that one has a run
   * of its own.
   *
   * @param headId Null where no head is in use any more
   * @throws AppError training.candidate-unknown; of the third failure in a row, store.*; the signal's reason
   */
  async run(headId: string | null): Promise<{ proposed: number; failed: number }> {
    if (headId !== null) await this.proposeMissing(headId);
    for (let isMore = true; isMore && this.deps.currentHead() === headId; await breath()) {
      this.context.signal.throwIfAborted();
      const pairIds = this.deps.store.proposals.withdrawOthers(headId, WITHDRAWN_AT_ONCE);
      if (pairIds.length > 0) this.deps.publish({ type: 'proposals.changed', pairIds });
      isMore = pairIds.length === WITHDRAWN_AT_ONCE;
    }
    return { proposed: this.proposed, failed: this.tolerance.failed };
  }

  private async proposeMissing(headId: string): Promise<void> {
    const head = await this.deps.training.candidate(headId);
    const missing = this.deps.store.proposals.missing(headId);
    for (let at = 0; at < missing.length; at += AT_ONCE) {
      this.context.signal.throwIfAborted();
      if (this.deps.currentHead() !== headId) return;
      const slices = missing.slice(at, at + AT_ONCE).flatMap((sliceId) => this.asked(sliceId, headId));
      await this.proposeAll(head, slices, { done: at, total: missing.length });
    }
  }

  /** Where one slice keeps the others from theirs, each is asked about alone. */
  private async proposeAll(
    head: Candidate,
    slices: readonly AskedSlice[],
    place: { readonly done: number; readonly total: number },
  ): Promise<void> {
    try {
      await this.propose(head, slices, place);
    } catch (error) {
      if (!(error instanceof AppError) || this.context.signal.aborted) throw error;
      for (const [at, slice] of slices.entries())
        await this.tolerance.try([slice.imageId], () =>
          this.propose(head, [slice], { ...place, done: place.done + at }),
        );
    }
  }

  private async propose(
    head: Candidate,
    slices: readonly AskedSlice[],
    { done, total }: { readonly done: number; readonly total: number },
  ): Promise<void> {
    const predictions = await this.deps.training.predict(head, slices, {
      signal: this.context.signal,
      isBackground: true,
      onProgress: (progress) => this.context.progress({ ...progress, done: done + progress.done, total }),
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
    if (!slice || pairs.length === 0) return [];
    const { imageId, pixelsSha256, modality, dtype, geometry } = slice;
    const { width, height } = geometry;
    const classIds = pairs.map(({ classId }) => classId);
    return [{ imageId, pixelsSha256, modality, dtype, width, height, classIds, pairs }];
  }
}

const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
