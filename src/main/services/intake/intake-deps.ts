import type { MentionExtractor } from '../../../shared/domain/mention/mention.ts';
import type { Jobs } from '../../jobs/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { ReadingService } from '../reading/index.ts';

export interface IntakeDeps {
  readonly store: ProjectStore;
  readonly jobs: Jobs;
  readonly reading: ReadingService;
  readonly extractor: MentionExtractor;
  readonly clock: Clock;
  /** Called when an import has ended, whatever of it failed. */
  readonly onImported?: () => Promise<void>;
  readonly publish: (event: { type: 'project.changed' }) => void;
}
