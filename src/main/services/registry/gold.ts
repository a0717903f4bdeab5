import { AppError } from '../../../shared/contract/app-error.ts';
import type { Snapshot } from '../../../shared/domain/curation/snapshot.ts';
import type { Stratum } from '../../../shared/domain/evaluation/strata.ts';
import { canonicalJson } from '../../store/canonical-json.ts';
import { sha256 } from '../../store/sha256.ts';
import type { RegistryDeps } from './deps.ts';

export interface Gold {
  readonly snapshotId: string;
  readonly snapshot: Snapshot;
}

/** The newest snapshot, whose gold set counts. @throws AppError registry.no-snapshot, snapshots.damaged */
export async function presentGold({ snapshots }: Pick<RegistryDeps, 'snapshots'>): Promise<Gold> {
  const newest = await snapshots.newest();
  if (!newest) throw new AppError('registry.no-snapshot');
  return { snapshotId: newest.id, snapshot: newest.snapshot };
}

const named = new WeakMap<object, string>();

/**
 * Names a gold set by all that is in it but where its corrections come from, which changes nothing about what is right. Kept, because
 * it is asked again and again of snapshots that stay in memory.
 */
export function goldSha256(snapshot: Pick<Snapshot, 'slices'>): string {
  const known = named.get(snapshot);
  if (known !== undefined) return known;
  const gold = snapshot.slices.filter(({ split }) => split === 'gold');
  const bare = gold.map(({ pairs, ...slice }) => ({
    ...slice,
    pairs: pairs.map(({ correctedFrom: _origin, ...pair }) => pair),
  }));
  const name = sha256(canonicalJson(bare));
  named.set(snapshot, name);
  return name;
}

/** Modalities and languages that the project holds: a model that replaces another is used on all of them. */
export function expectedStrata({ slices }: Snapshot): Stratum[] {
  const modalities = new Set(slices.map(({ modality }) => modality));
  const languages = new Set(slices.flatMap(({ pairs }) => pairs.flatMap((pair) => pair.languages)));
  return [
    ...[...modalities].map((value): Stratum => ({ kind: 'modality', value })),
    ...[...languages].map((value): Stratum => ({ kind: 'language', value })),
  ];
}
