/** Codes about champions and challengers; texts in src/shared/i18n/{de,en}/errors/registry.ts. */
export const registryErrorCodes = [
  'registry.unknown',
  'registry.no-snapshot',
  'registry.not-judged',
  'registry.gold-moved',
  'registry.refused',
  'registry.leak',
  'registry.lineage-broken',
  'registry.report-gone',
  'registry.model-gone',
  'registry.already-champion',
  'registry.champion-moved',
  'registry.nothing-to-roll-back',
] as const;
export type RegistryErrorCode = (typeof registryErrorCodes)[number];
