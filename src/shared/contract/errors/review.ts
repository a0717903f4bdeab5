/** Codes thrown by review; each needs a cause and a remedy in src/shared/i18n/{de,en}/errors/review.ts. */
export const reviewErrorCodes = [
  'review.no-reviewer',
  'review.stale',
  'review.pair-missing',
  'review.nothing-to-undo',
  'review.nothing-to-redo',
  'review.wrong-picture',
] as const;
export type ReviewErrorCode = (typeof reviewErrorCodes)[number];
