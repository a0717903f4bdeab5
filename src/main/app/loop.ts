import type { Jobs } from '../jobs/index.ts';
import type { Clock, Log } from '../ports/index.ts';
import { EvaluationService } from '../services/evaluation/index.ts';
import { ProposalsService } from '../services/proposals/index.ts';
import type { ReadingService } from '../services/reading/index.ts';
import { type SnapshotsService, createSnapshotsService } from '../services/snapshots/index.ts';
import { type Candidate, type TrainingService, createTrainingService } from '../services/training/index.ts';
import type { Writer } from '../services/vlm/index.ts';
import type { ProjectStore } from '../store/project-store.ts';
import type { Events } from './events.ts';
import type { Machine } from './machine.ts';

/** What turns decisions into a better model, and the model into proposals. */
export interface Loop {
  readonly snapshots: SnapshotsService;
  readonly training: TrainingService;
  readonly evaluation: EvaluationService;
  readonly proposals: ProposalsService;
}

export interface LoopDeps {
  readonly store: ProjectStore;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly log: Log;
  readonly publish: Events['publish'];
  readonly machine: Pick<Machine, 'models' | 'compute' | 'llm'>;
  readonly writer: Writer;
  readonly reading: ReadingService;
  /** Of the program, for lineages. */
  readonly version: string;
  /** The head whose boxes are proposed; none where not given. */
  readonly currentHead?: (() => Promise<Candidate | null>) | undefined;
}

export function createLoop({ machine, writer, reading, version, currentHead, log, ...base }: LoopDeps): Loop {
  const { models, compute, llm } = machine;
  const snapshots = createSnapshotsService(base);
  const training = createTrainingService({ ...base, snapshots, models, compute, version });
  const evaluation = new EvaluationService({ ...base, writer, reading, llm, snapshots });
  const proposals = new ProposalsService({
    ...base,
    log,
    training,
    currentHead: currentHead ?? (() => Promise.resolve(null)),
  });
  return { snapshots, training, evaluation, proposals };
}
