/** Codes about asking RadGrounder; texts in src/shared/i18n/{de,en}/errors/vlm.ts. */
export const vlmErrorCodes = [
  'vlm.no-pack',
  'vlm.task-unknown',
  'vlm.language-unknown',
  'vlm.no-question',
  'vlm.blind',
  'vlm.slice-missing',
  'vlm.not-an-image',
  'vlm.slice-outside',
  'vlm.modality-needed',
  'vlm.no-numbers',
] as const;
export type VlmErrorCode = (typeof vlmErrorCodes)[number];
