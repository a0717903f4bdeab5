import { EXPORT_DEFAULTS, type ExportSettings } from '../../../shared/contract/exchange.ts';

export const INITIAL_EXPORT = EXPORT_DEFAULTS;

export const SPLITS = ['train', 'val', 'test'] as const;

/** Shares in per cent, added up without the dust of binary fractions. */
export function percentSum({ split }: ExportSettings): number {
  return Math.round(SPLITS.reduce((sum, name) => sum + split[name], 0) * 1e6) / 1e4;
}

/** Whether the service would take these settings. */
export function isComplete(settings: ExportSettings): boolean {
  return settings.include.length > 0 && settings.languages.length > 0 && percentSum(settings) === 100;
}
