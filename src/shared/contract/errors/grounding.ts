/** Codes about deriving pairs from files; texts in src/shared/i18n/{de,en}/errors/grounding.ts. */
export const groundingErrorCodes = [
  'grounding.malformed-input',
  'grounding.output-exists',
  'grounding.no-segmentation',
  'grounding.no-report',
  'grounding.report-twice',
  'grounding.bad-axis',
  'grounding.slice-outside',
  'grounding.counted-from-end',
  'grounding.unsafe-name',
] as const;
export type GroundingErrorCode = (typeof groundingErrorCodes)[number];
