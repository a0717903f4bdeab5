/** Codes about the compute process; texts in src/shared/i18n/{de,en}/errors/compute.ts. */
export const computeErrorCodes = [
  'compute.runtime-missing',
  'compute.provider-unusable',
  'compute.model-refused',
  'compute.run-failed',
  'compute.out-of-memory',
  'compute.crashed',
  'compute.killed',
  'compute.not-responding',
  'compute.bad-answer',
] as const;
export type ComputeErrorCode = (typeof computeErrorCodes)[number];
