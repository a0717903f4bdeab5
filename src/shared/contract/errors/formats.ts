/** Codes thrown by formats; each needs a cause and a remedy in src/shared/i18n/{de,en}/errors/formats.ts. */
export const formatsErrorCodes = ['formats.unreadable'] as const;
export type FormatsErrorCode = (typeof formatsErrorCodes)[number];
