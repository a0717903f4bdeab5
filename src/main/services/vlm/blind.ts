import type { Finding, FindingCode } from '../../../shared/domain/grounding/finding.ts';
import { priorityOf } from '../../../shared/domain/grounding/priority.ts';
import { BLIND_SETTING, isAskable } from '../../../shared/domain/review/blind.ts';
import type { PairState } from '../../../shared/domain/review/verdict.ts';
import type { ProjectStore } from '../../store/project-store.ts';

/** Whether a project hides what models think of a pair until somebody has judged it. */
export const isBlind = (store: Pick<ProjectStore, 'meta'>): boolean => store.meta(BLIND_SETTING) === 'true';

export function setBlind(
  store: Pick<ProjectStore, 'setMeta'>,
  blind: boolean,
  by: { readonly at: string; readonly actor: string },
): void {
  store.setMeta(BLIND_SETTING, String(blind), by);
}

/** Whether a pair's state counts as judged; a pair that nobody could judge was looked at all the same. */
export const isJudged = (state: PairState): boolean => state !== 'pending';

/** Whether nothing of the models' opinions of this pair may leave the server yet. */
export const isHidden = (
  store: Pick<ProjectStore, 'meta'>,
  { state }: { readonly state: PairState },
): boolean => isBlind(store) && !isJudged(state);

/**
 * A pair without what would tell a reviewer the other model's opinion.
 *
 * @param learned Its place in the queue by what was learned from verdicts, where something was
 */
export function withheld<
  Pair extends {
    readonly state: PairState;
    readonly findings: readonly Finding[];
    readonly priority: number;
  },
>(pair: Pair, learned?: number): Pair {
  if (isJudged(pair.state)) return pair;
  const findings = pair.findings.filter(({ code }) => isAskable(code));
  return findings.length === pair.findings.length
    ? pair
    : { ...pair, findings, priority: learned ?? priorityOf(findings) };
}

/** Asking for pairs by such a finding would tell as much. */
export const askable = (codes: readonly FindingCode[]): FindingCode[] => codes.filter(isAskable);
