import type { MentionExtractor } from '../../shared/domain/mention/mention.ts';
import type { Jobs } from '../jobs/index.ts';
import type { Clock } from '../ports/index.ts';
import { FullTrainingService } from '../services/full-training/index.ts';
import type { SnapshotsService } from '../services/snapshots/index.ts';
import type { ProjectStore } from '../store/project-store.ts';
import type { Machine } from './machine.ts';

interface Parts {
  readonly store: ProjectStore;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly snapshots: SnapshotsService;
  readonly extractor: MentionExtractor;
  readonly version: string;
}

/** Full training of a project, with the trainer of this machine. What it trains waits in its lineage until a registry asks for it. */
export function fullTrainingOf(
  { extractor, ...parts }: Parts,
  { models, trainer, programs, programDir }: Machine,
): FullTrainingService {
  return new FullTrainingService({
    ...parts,
    models,
    programs,
    programDir,
    lexicon: extractor,
    settings: trainer,
    onChallenger: () => Promise.resolve(),
  });
}
