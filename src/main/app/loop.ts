import type { MentionExtractor } from '../../shared/domain/mention/mention.ts';
import type { Jobs } from '../jobs/index.ts';
import type { Clock, Log } from '../ports/index.ts';
import { EvaluationService } from '../services/evaluation/index.ts';
import { type FullLineage, FullTrainingService } from '../services/full-training/index.ts';
import { ProposalsService } from '../services/proposals/index.ts';
import type { ReadingService } from '../services/reading/index.ts';
import { type PackToRegister, RegistryService } from '../services/registry/index.ts';
import { type SnapshotsService, createSnapshotsService } from '../services/snapshots/index.ts';
import { type TrainingService, createTrainingService } from '../services/training/index.ts';
import type { Writer } from '../services/vlm/index.ts';
import type { ProjectStore } from '../store/project-store.ts';
import type { Events } from './events.ts';
import type { Machine } from './machine.ts';

/** What turns decisions into a better model, and the model into proposals. */
export interface Loop {
  readonly snapshots: SnapshotsService;
  readonly training: TrainingService;
  readonly fullTraining: FullTrainingService;
  readonly evaluation: EvaluationService;
  readonly registry: RegistryService;
  readonly proposals: ProposalsService;
}

export interface LoopDeps {
  readonly store: ProjectStore;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly log: Log;
  readonly publish: Events['publish'];
  readonly machine: Pick<Machine, 'models' | 'compute' | 'llm' | 'trainer' | 'programs' | 'programDir'>;
  readonly writer: Writer;
  readonly reading: ReadingService;
  readonly extractor: MentionExtractor;
  /** Of the program, for lineages. */
  readonly version: string;
  /** Id of the head whose boxes are proposed, instead of the champion's. */
  readonly currentHead?: (() => string | null) | undefined;
}

export function createLoop(deps: LoopDeps): Loop {
  const { machine, writer, reading, extractor, version, currentHead, log, ...base } = deps;
  const { models, compute, llm, trainer, programs, programDir } = machine;
  const snapshots = createSnapshotsService(base);
  const training = createTrainingService({ ...base, snapshots, models, compute, version });
  const fullTraining = new FullTrainingService({
    ...base,
    snapshots,
    models,
    version,
    programs,
    programDir,
    lexicon: extractor,
    settings: trainer,
    onChallenger: ({ lineage }) => registry.register(registeredPack(lineage), 'system'),
  });
  const evaluation = new EvaluationService({
    ...base,
    writer,
    reading,
    llm,
    models,
    compute,
    snapshots,
    training,
  });
  const registry = new RegistryService({ ...base, snapshots, training, models, evaluation, version });
  const proposals = new ProposalsService({
    ...base,
    log,
    training,
    currentHead: currentHead ?? (() => registry.champion('head')),
  });
  return { snapshots, training, fullTraining, evaluation, registry, proposals };
}

/** What the registry has to know of a pack that was trained in full. */
const registeredPack = ({
  pack,
  snapshot,
  parent,
  code,
  request,
  base,
  data,
  command,
  outcome,
}: FullLineage): PackToRegister => ({
  id: pack.id,
  lineage: {
    snapshots: [snapshot.id],
    parent,
    code: `plumbline ${code}, ${command.preset}`,
    seed: request.recipe.seed,
    settings: { request, base, data, outcome },
  },
});
