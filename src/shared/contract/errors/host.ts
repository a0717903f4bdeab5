/** Codes thrown by host; each needs a cause and a remedy in src/shared/i18n/{de,en}/errors/host.ts. */
export const hostErrorCodes = [
  'host.no-project-open',
  'host.bad-request',
  'host.settings-unreadable',
  'host.folder-unreadable',
  'host.node-too-old',
  'host.volume-source-missing',
  'host.no-session',
  'host.bad-argument',
  'host.port-taken',
  'host.path-missing',
] as const;
export type HostErrorCode = (typeof hostErrorCodes)[number];
