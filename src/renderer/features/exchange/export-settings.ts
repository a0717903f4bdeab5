import type { ExportSettings } from '../../../shared/contract/exchange.ts';

export const INITIAL_EXPORT: ExportSettings = {
  format: 'refrad2d',
  include: ['accepted', 'corrected'],
  languages: ['de', 'en'],
  seed: 0,
  split: { train: 0.8, val: 0.1, test: 0.1 },
};

export const SPLITS = ['train', 'val', 'test'] as const;

/** Shares in per cent, added up without the dust of binary fractions. */
export function percentSum({ split }: ExportSettings): number {
  return Math.round(SPLITS.reduce((sum, name) => sum + split[name], 0) * 1e6) / 1e4;
}

/** Whether the service would take these settings. */
export function isComplete(settings: ExportSettings): boolean {
  return settings.include.length > 0 && settings.languages.length > 0 && percentSum(settings) === 100;
}
