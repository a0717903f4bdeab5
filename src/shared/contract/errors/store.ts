/** Codes thrown by store; each needs a cause and a remedy in src/shared/i18n/{de,en}/errors/store.ts. */
export const storeErrorCodes = [
  'store.locked',
  'store.damaged',
  'store.newer-schema',
  'store.not-a-project',
  'store.blob-missing',
  'store.blob-damaged',
  'store.already-a-project',
  'store.disk-full',
  'store.not-writable',
  'store.disk-failed',
] as const;
export type StoreErrorCode = (typeof storeErrorCodes)[number];
