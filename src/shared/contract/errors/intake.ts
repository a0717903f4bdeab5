/** Codes thrown by intake; each needs a cause and a remedy in src/shared/i18n/{de,en}/errors/intake.ts. */
export const intakeErrorCodes = ['intake.nothing-usable'] as const;
export type IntakeErrorCode = (typeof intakeErrorCodes)[number];
