import { initialSchema } from './0001-initial.ts';
import { undoneIndex } from './0002-undone.ts';
import { suggestionTable } from './0003-suggestion.ts';
import { textResults } from './0004-text-result.ts';
import { segmentationTable } from './0005-segmentation.ts';
import { stageRuns } from './0006-stage-run.ts';
import { searchAndQueue } from './0007-search-and-queue.ts';
import { registryTable } from './0008-registry.ts';
import { proposalTable } from './0009-proposal.ts';
import { decisionDays } from './0010-decision-day.ts';
import { countedInserts } from './0011-counted-inserts.ts';
import { decisionCost } from './0012-decision-cost.ts';

/** Schema changes in order; number n brings a project from version n - 1 to n (`PRAGMA user_version`). Never edited, only added to. */
export const MIGRATIONS: readonly string[] = [
  initialSchema,
  undoneIndex,
  suggestionTable,
  textResults,
  segmentationTable,
  stageRuns,
  searchAndQueue,
  registryTable,
  proposalTable,
  decisionDays,
  countedInserts,
  decisionCost,
];

export const SCHEMA_VERSION = MIGRATIONS.length;
