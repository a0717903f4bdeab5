import type { MentionExtractor } from '../../../shared/domain/mention/mention.ts';
import type { Jobs } from '../../jobs/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { Programs } from '../../ports/programs.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { ModelsService } from '../models/index.ts';
import type { TrainerSettingsService } from '../settings/index.ts';
import type { SnapshotsService } from '../snapshots/index.ts';
import type { FullChallenger } from './lineage.ts';
import type { Told } from './told.ts';
import type { Watch } from './watch.ts';

export interface FullTrainingDeps {
  readonly store: ProjectStore;
  readonly jobs: Jobs;
  readonly snapshots: Pick<SnapshotsService, 'open' | 'missingImages'>;
  readonly models: Pick<ModelsService, 'add'>;
  /** Finds words in captions that a language model translated. */
  readonly lexicon: MentionExtractor;
  readonly clock: Clock;
  /** Of the program, for lineages. */
  readonly version: string;
  readonly programs: Programs;
  readonly settings: Pick<TrainerSettingsService, 'get' | 'set' | 'problem'>;
  /** Folder of the program, which may have `trainer/` in it. */
  readonly programDir: string;
  /** Told of each pack that was trained and added; may be told of the same one again after a fault. */
  readonly onChallenger: (challenger: FullChallenger) => Promise<void>;
  /** Between two looks at a trainer, ms. */
  readonly pollMs?: number;
}

export type Phase = 'preparing' | 'starting' | 'training' | 'adding';

/** A run that this program looks after right now. */
export interface Live {
  phase: Phase;
  told: Told | null;
  watch: Watch | null;
}
