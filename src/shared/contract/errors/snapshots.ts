/** Codes about snapshots of what was decided; texts in src/shared/i18n/{de,en}/errors/snapshots.ts. */
export const snapshotsErrorCodes = [
  'snapshots.nothing-decided',
  'snapshots.unknown',
  'snapshots.ambiguous',
  'snapshots.damaged',
  'snapshots.split-taken',
  'snapshots.unknown-patient',
  'snapshots.images-missing',
] as const;
export type SnapshotsErrorCode = (typeof snapshotsErrorCodes)[number];
