import type { FindingCode } from '../grounding/finding.ts';

/** Under which a project keeps whether it hides what models think of a pair until somebody has judged it: 'true' or nothing. */
export const BLIND_SETTING = 'blind-review';

/** Findings that tell what another model thinks. */
const TELLING: ReadonlySet<FindingCode> = new Set(['models-disagree']);

/** Whether a finding says nothing about another model's opinion: asking for pairs by one that does would tell as much. */
export const isAskable = (code: FindingCode): boolean => !TELLING.has(code);
