import type { z } from 'zod';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { AppEvent } from '../../../shared/contract/jobs.ts';
import type {
  DecideInput,
  Overview,
  PairDetail,
  PairSummary,
  QueueFilter,
  QueueOrderSchema,
} from '../../../shared/contract/review.ts';
import { correctionsByReviewer } from '../../../shared/domain/review/correction-origin.ts';
import { applyVerdict } from '../../../shared/domain/review/pair-transition.ts';
import type { Clock } from '../../ports/index.ts';
import type { StoredDecision } from '../../store/decision-store.ts';
import type { StoredPair } from '../../store/pair-rows.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { DoubtService } from '../doubt/index.ts';
import { askable, isBlind, withheld } from '../vlm/index.ts';
import { countsOf, facetsOf } from './facets.ts';
import {
  type ReviewerAgreement,
  reviewerAgreement,
} from '../../../shared/domain/review/reviewer-agreement.ts';
import { reasonsOf, strataOf } from './overview.ts';
import { pairDetail, summaryOf } from './pair-detail.ts';
import { queuePage } from './queue-page.ts';

export interface ReviewDeps {
  readonly store: ProjectStore;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly publish: (event: AppEvent) => void;
  /** Without it the queue is in the order of the findings' own weights. */
  readonly doubt?: Pick<DoubtService, 'about'>;
}

type Counts = ReturnType<typeof countsOf>;
interface Decided {
  readonly decision: StoredDecision;
  readonly revision: number;
  readonly counts: Counts;
}

const REVIEWER = 'reviewer';
/** Rows of the pace: days times reviewers. */
const MAX_DAYS = 60;

/** The queue, one pair with all that belongs to it, and the decisions. */
export class ReviewService {
  private readonly deps: ReviewDeps;

  constructor(deps: ReviewDeps) {
    this.deps = deps;
  }

  queue(input: {
    filter: QueueFilter;
    order: z.infer<typeof QueueOrderSchema>;
    cursor: string | null;
    limit: number;
  }): { items: (PairSummary & { isDrawn: boolean })[]; nextCursor: string | null } {
    const { items, nextCursor } = queuePage(this.deps.store.pairs, this.seeing(input.filter), input);
    const summary = (pair: StoredPair): PairSummary =>
      summaryOf(this.shown(pair), this.deps.doubt?.about(pair) ?? null);
    return { items: items.map(({ item, isDrawn }) => ({ ...summary(item), isDrawn })), nextCursor };
  }

  facets(filter: QueueFilter): ReturnType<typeof facetsOf> {
    const { pairs } = this.deps.store;
    const seen = this.seeing(filter);
    const facets = facetsOf(pairs.facets(), seen, () => pairs.countTo(seen));
    if (!isBlind(this.deps.store)) return facets;
    const codes = new Set(askable(facets.byFinding.map(({ code }) => code)));
    return { ...facets, byFinding: facets.byFinding.filter(({ code }) => codes.has(code)) };
  }

  /** Progress and verdicts by class, modality and finding, from the counters; reasons and pace from the log. */
  overview(): Overview {
    const { pairs, decisions } = this.deps.store;
    return {
      ...strataOf(pairs.facets()),
      randomSample: this.deps.store.doubts.randomSample(),
      reasons: reasonsOf(decisions.reasons()),
      corrections: correctionsByReviewer(decisions.corrections()),
      days: decisions.days(MAX_DAYS),
    };
  }

  /** How far reviewers agree on what several of them judged. */
  agreement(): ReviewerAgreement {
    return reviewerAgreement(this.deps.store.decisions.byReviewer());
  }

  /** @throws AppError review.pair-missing */
  pair(pairId: number): PairDetail {
    const pair = this.existing(pairId);
    return pairDetail(this.deps.store, this.shown(pair), this.deps.doubt?.about(pair) ?? null);
  }

  /**
   * Records a verdict; returns once it is durable. The same decision id again returns the first answer.
   *
   * @throws AppError review.no-reviewer, review.pair-missing, review.stale, review.wrong-picture
   */
  decide(input: DecideInput): Decided {
    const known = this.deps.store.decisions.find(input.decisionId);
    if (known) return this.decided(known);
    const pair = this.existing(input.pairId);
    this.refuseWrongPicture(pair, input);
    const { state, classId: id, box, regionClassIds } = pair;
    const before = { state, classId: id, box, regionClassIds };
    const decision = this.deps.store.decisions.decide({
      ...input,
      reviewer: this.reviewerOrThrow(),
      at: this.now(),
      before,
      after: applyVerdict(before, input.verdict, input.correction),
    });
    return this.announced(decision);
  }

  /** Takes back the latest decision, or the named one. @throws AppError review.nothing-to-undo, review.stale */
  undo(decisionId: string, seq?: number): Decided {
    return this.announced(this.deps.store.decisions.undo({ ...this.step(decisionId), seq }));
  }

  redo(decisionId: string): Decided {
    return this.announced(this.deps.store.decisions.redo(this.step(decisionId)));
  }

  recent(limit: number): StoredDecision[] {
    return this.deps.store.decisions.recent(limit);
  }

  reviewer(): string | null {
    return this.deps.store.meta(REVIEWER) ?? null;
  }

  setReviewer(name: string): void {
    this.deps.store.setMeta(REVIEWER, name, { at: this.now(), actor: name });
  }

  /** A verdict names the picture and the words it was given on; if they are not this pair's, something showed the wrong ones. */
  private refuseWrongPicture(pair: StoredPair, { seen }: DecideInput): void {
    const slice = this.deps.store.sliceReader.get(pair.sliceId)!;
    const captions = this.deps.store.sliceReader.captions(pair.sliceId).map(({ sha256 }) => sha256);
    const isRight =
      seen.pixelsSha256 === slice.pixelsSha256 &&
      (seen.maskSha256 === null || seen.maskSha256 === slice.maskSha256) &&
      seen.captionSha256.every((sha256) => captions.includes(sha256));
    if (!isRight) throw new AppError('review.wrong-picture', { pairId: pair.pairId });
  }

  /** In a blind project nothing of the other model's opinion leaves the server before the verdict. */
  private shown(pair: StoredPair): StoredPair {
    return isBlind(this.deps.store) ? withheld(pair, this.deps.doubt?.about(pair)?.chance) : pair;
  }

  private seeing(filter: QueueFilter): QueueFilter {
    if (!filter.findings || !isBlind(this.deps.store)) return filter;
    return { ...filter, findings: askable(filter.findings) };
  }

  private existing(pairId: number): StoredPair {
    const pair = this.deps.store.pairs.get(pairId);
    if (!pair) throw new AppError('review.pair-missing', { pairId });
    return pair;
  }

  private reviewerOrThrow(): string {
    const name = this.reviewer();
    if (!name) throw new AppError('review.no-reviewer');
    return name;
  }

  private step(decisionId: string): { decisionId: string; reviewer: string; at: string } {
    return { decisionId, reviewer: this.reviewerOrThrow(), at: this.now() };
  }

  private announced(decision: StoredDecision): Decided {
    this.deps.publish({ type: 'review.changed', pairIds: [decision.pairId] });
    return this.decided(decision);
  }

  private decided(decision: StoredDecision): Decided {
    const { pairs } = this.deps.store;
    return { decision, revision: this.existing(decision.pairId).revision, counts: countsOf(pairs.facets()) };
  }

  private now(): string {
    return new Date(this.deps.clock.now()).toISOString();
  }
}

export function createReviewService(deps: ReviewDeps): ReviewService {
  return new ReviewService(deps);
}
