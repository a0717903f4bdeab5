import { GATE_POLICY } from '../../src/shared/domain/promotion/policy.ts';
import type { NewRegistryEntry } from '../../src/shared/domain/promotion/registry-entry.ts';
import type { Verdict } from '../../src/shared/domain/promotion/verdict.ts';

const interval = { value: 0.4, low: 0.3, high: 0.5 };

/** A verdict that promotes. */
export const PROMOTABLE: Verdict = {
  isPromotable: true,
  refusals: [],
  limits: [],
  leading: 'gIou',
  drawn: 'slice',
  patients: 3,
  overall: {
    units: 40,
    cases: 80,
    champion: interval,
    challenger: { value: 0.5, low: 0.4, high: 0.6 },
    difference: { value: 0.1, low: 0.05, high: 0.15, notBetter: 0 },
    margin: 0.005,
  },
  strata: [],
  policy: GATE_POLICY,
};

const id = (letter: string): string => letter.repeat(64);

/** One that happened; the model's id is a letter, and so is the champion's. */
export function registryEntry(
  action: NewRegistryEntry['action'],
  models: { readonly model: string | null; readonly champion: string | null },
  at = '2026-01-01T00:00:00.000Z',
): NewRegistryEntry {
  const isMeasured = action === 'judge' || action === 'promote';
  return {
    at,
    actor: 'A. Reviewer',
    action,
    kind: 'pack',
    modelId: models.model && id(models.model),
    championId: models.champion && id(models.champion),
    snapshotId: isMeasured ? id('5') : null,
    reportId: isMeasured ? id('6') : null,
    championReportId: isMeasured && models.champion !== null ? id('7') : null,
    verdict: isMeasured ? PROMOTABLE : null,
    lineage:
      action === 'register'
        ? { snapshots: [id('5')], parent: null, code: 'trainer 1.0.0', seed: 1, settings: { rank: 8 } }
        : null,
    reason: action === 'promote' ? 'better for spleens' : '',
  };
}

/** Two packs, one after the other champion, the second rolled back. */
export const registryEntries = (at: string): NewRegistryEntry[] => [
  registryEntry('register', { model: 'a', champion: null }, at),
  registryEntry('judge', { model: 'a', champion: null }, at),
  registryEntry('promote', { model: 'a', champion: null }, at),
  registryEntry('promote', { model: 'b', champion: 'a' }, at),
  registryEntry('roll-back', { model: 'a', champion: 'b' }, at),
];
