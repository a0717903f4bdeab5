import type { AppEvent } from '../../../shared/contract/jobs.ts';
import type { GatePolicy } from '../../../shared/domain/promotion/policy.ts';
import type { Jobs } from '../../jobs/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { EvaluationService } from '../evaluation/index.ts';
import type { ModelsService } from '../models/index.ts';
import type { SnapshotsService } from '../snapshots/index.ts';
import type { TrainingService } from '../training/index.ts';

export interface RegistryDeps {
  readonly store: Pick<ProjectStore, 'registry'>;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly publish: (event: AppEvent) => void;
  readonly snapshots: Pick<SnapshotsService, 'newest' | 'open'>;
  readonly training: Pick<TrainingService, 'candidates' | 'candidate'>;
  readonly models: Pick<ModelsService, 'list' | 'resolve'>;
  readonly evaluation: Pick<EvaluationService, 'evaluate' | 'report' | 'reports'>;
  /** Version of the program, for reports. */
  readonly version: string;
  /** Of the gate, unless told otherwise. */
  readonly policy?: GatePolicy | undefined;
}
