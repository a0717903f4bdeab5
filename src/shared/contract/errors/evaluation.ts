/** Codes about evaluating models; texts in src/shared/i18n/{de,en}/errors/evaluation.ts. */
export const evaluationErrorCodes = [
  'evaluation.empty-set',
  'evaluation.no-project',
  'evaluation.no-data',
  'evaluation.unknown-set',
  'evaluation.bad-set',
  'evaluation.bad-line',
  'evaluation.bad-record',
  'evaluation.no-report',
  'evaluation.bad-report',
  'evaluation.nothing-shared',
  'evaluation.other-protocol',
  'evaluation.other-embedding',
  'evaluation.on-processor',
  'evaluation.not-for-heads',
] as const;
export type EvaluationErrorCode = (typeof evaluationErrorCodes)[number];
