import { z } from 'zod';
import { AppError } from '../../../shared/contract/app-error.ts';
import { Sha256Schema } from '../../../shared/contract/common.ts';
import type { AppEvent } from '../../../shared/contract/jobs.ts';
import type { PairProposal, ProposalsStatus } from '../../../shared/contract/proposals.ts';
import { boxIou } from '../../../shared/domain/grounding/box.ts';
import { boxOfClass } from '../../../shared/domain/radgrounder/suggestion.ts';
import { type ModelBox, proposedBox } from '../../../shared/domain/review/proposed-box.ts';
import type { Jobs } from '../../jobs/index.ts';
import type { Log } from '../../ports/index.ts';
import type { StoredPair } from '../../store/pair-rows.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { Proposal } from '../../store/proposal-store.ts';
import { isHidden } from '../vlm/index.ts';
import { Proposing, type ProposingDeps } from './proposing.ts';

export const PROPOSE = 'proposals.make';

const InputSchema = z.strictObject({ headId: Sha256Schema.nullable() });

export interface ProposalsDeps extends Omit<ProposingDeps, 'store'> {
  readonly store: ProjectStore;
  readonly jobs: Jobs;
  readonly log: Log;
}

/** Jobs after which there are pairs that the head was not asked about. */
const MAKES_PAIRS = /^(intake|demo|grounding|segmentation|pipeline)\./;

/** Boxes of the trained head in use for open pairs: what a corrector is offered, and what orders the queue. */
export class ProposalsService {
  private readonly deps: ProposalsDeps;

  constructor(deps: ProposalsDeps) {
    this.deps = deps;
    deps.jobs.register({
      kind: PROPOSE,
      lane: 'head',
      input: InputSchema,
      run: ({ headId }, context) => new Proposing(deps, context, headId).run(),
    });
  }

  /** Asks the head about what jobs have made, and another head about everything. */
  hear(event: AppEvent): void {
    const isDue =
      event.type === 'registry.changed' ||
      (event.type === 'jobs.changed' && event.job.status === 'done' && MAKES_PAIRS.test(event.job.kind));
    if (!isDue) return;
    try {
      this.renew();
    } catch (error) {
      this.deps.log.error('the trained head was not asked about new pairs', { error: String(error) });
    }
  }

  /**
   * Asks the head in use about every open pair that it was not asked about, and takes away what other heads said of open pairs.
   *
   * @returns the job; null where no head is in use and none was
   */
  renew(): string | null {
    const headId = this.deps.currentHead();
    if (headId === null && this.deps.store.proposals.isEmpty()) return null;
    return this.deps.jobs.enqueue(PROPOSE, { headId }, headId ?? 'none');
  }

  /**
   * After a start: a program that was killed between a promotion or a roll-back and its job asked nobody. Does nothing where the last
   * job was for the head that is in use.
   */
  takeUp(): void {
    const { jobs, currentHead } = this.deps;
    const last = jobs.list().find(({ kind }) => kind === PROPOSE);
    const asked = last ? InputSchema.parse(jobs.input(last.jobId)).headId : null;
    if (asked !== currentHead()) this.renew();
  }

  status(): ProposalsStatus {
    return { headId: this.deps.currentHead() };
  }

  /**
   * What the head says about a pair, and the box that is offered for it: the head's, else RadGrounder's. Nothing of it leaves the
   * server in a blind project before the verdict.
   *
   * @throws AppError review.pair-missing
   */
  ofPair(pairId: number): PairProposal {
    const { store } = this.deps;
    const pair = store.pairs.get(pairId);
    if (!pair) throw new AppError('review.pair-missing', { pairId });
    if (isHidden(store, pair)) return { isWithheld: true, head: null, proposed: null };
    const said = this.standing(pair);
    const { width, height } = store.sliceReader.get(pair.sliceId)!.geometry;
    const models = [said && headBox(said), this.radGrounderBox(pair)];
    return {
      isWithheld: false,
      head: said && shown(said, pair),
      proposed: proposedBox(models, { automatic: pair.derivedBox, size: { width, height } }),
    };
  }

  /**
   * Beside a verdict what stood there; at an open pair what the head in use says. Another one's box may lie there for hours until the
   * job comes by, and whoever was rolled back is not offered any more.
   */
  private standing({ pairId, state }: StoredPair): Proposal | null {
    const said = this.deps.store.proposals.of(pairId) ?? null;
    return state !== 'pending' || said?.headId === this.deps.currentHead() ? said : null;
  }

  private radGrounderBox(pair: StoredPair): ModelBox | null {
    const found = this.deps.store.suggestions.newest(pair.sliceId);
    const own = found && boxOfClass(found.boxes, pair.derivedClassId);
    return own ? { proposer: 'radgrounder', name: found.packName, version: found.packId, ...own } : null;
  }
}

function headBox({ headId, box, confidence }: Proposal): ModelBox | null {
  return box && { proposer: 'head', name: headId.slice(0, SHORT), version: headId, box, confidence };
}

function shown(said: Proposal, pair: StoredPair): PairProposal['head'] {
  const { headId, presence, box, confidence, createdAt } = said;
  return { headId, presence, box, confidence, createdAt, iou: box && boxIou(box, pair.derivedBox) };
}

/** Characters of a head's id that people read. */
const SHORT = 12;
