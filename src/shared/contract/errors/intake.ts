/** Codes about what was found on import; texts in src/shared/i18n/{de,en}/errors/intake.ts. */
export const intakeErrorCodes = [
  'intake.nothing-usable',
  'intake.not-scanned',
  'intake.caption-without-image',
  'intake.captions-without-image',
  'intake.duplicate-image-id',
  'intake.slice-outside',
  'intake.segmentation-misfit',
  'intake.no-orientation',
  'intake.no-reports',
  'intake.bad-entry',
  'intake.unknown-class',
  'intake.box-outside',
  'intake.keyword-not-in-caption',
  'intake.no-mask',
  'intake.no-spacing',
  'intake.no-captions',
  'intake.no-segmentation',
  'intake.not-hounsfield',
] as const;
export type IntakeErrorCode = (typeof intakeErrorCodes)[number];
