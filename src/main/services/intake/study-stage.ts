import { createHash } from 'node:crypto';
import type { AppError } from '../../../shared/contract/app-error.ts';
import { stageKeys } from '../../../shared/domain/pipeline/stage-key.ts';
import { perStage } from '../../../shared/domain/pipeline/stage.ts';
import type { PlannedRow, StageRecord } from '../../store/stage-store.ts';
import type { PlannedVolume } from './plan.ts';

/** Goes up whenever the same plan would bring in something else than before. */
export const INTAKE_PRODUCER = 'intake 1';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** @param plans Of a study, in the order of their keys */
export const plansHash = (plans: readonly string[]): string => sha256(JSON.stringify(plans));

export const rowsOf = (volume: PlannedVolume): PlannedRow => ({
  key: volume.key,
  study: volume.study,
  plan: JSON.stringify(volume),
});

/** How the intake of a study ended, for what was planned. */
export function intakeRecord(
  study: string,
  plans: readonly string[],
  { failure, ...run }: { readonly failure: AppError | null } & Pick<StageRecord, 'endedAt' | 'seconds'>,
): StageRecord {
  const only = (value: string) => perStage((stage) => (stage === 'intake' ? value : null));
  const parts = { inputs: only(plansHash(plans)), producers: only(INTAKE_PRODUCER) };
  return {
    ...run,
    study,
    stage: 'intake',
    key: stageKeys(parts, sha256).intake!,
    outcome: failure ? 'failed' : 'done',
    error: failure && { code: failure.code, params: failure.params },
  };
}
