import { isAbsolute } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { Pack } from './pack.ts';

/** Shorter beginnings of an id are too easily those of another pack, or a name. */
const MIN_ID_CHARACTERS = 8;

/** Whether somebody means a folder: names and ids hold neither slashes nor dots at their beginning. */
export const isPath = (reference: string): boolean => isAbsolute(reference) || /^\.|[/\\]/.test(reference);

/**
 * The pack that a name ("demo-phantom-segmentation"), a name with a version ("demo-phantom-segmentation@1.0.0"), or an id or its
 * beginning means. Of several versions of a name the newest is meant.
 *
 * @throws AppError models.unknown, models.ambiguous
 */
export function findPack(packs: readonly Pack[], reference: string): Pack {
  const named = newest(packs.filter((pack) => isNamed(pack, reference)));
  const found = named.length > 0 ? named : packs.filter(({ id }) => isIdOf(id, reference));
  // The same pack may have been added by hand and come with the program.
  const distinct = new Map(found.toReversed().map((pack) => [pack.id, pack]));
  if (distinct.size > 1) throw new AppError('models.ambiguous', { pack: reference });
  const [pack] = distinct.values();
  if (!pack) throw new AppError('models.unknown', { pack: reference });
  return pack;
}

const isNamed = ({ manifest: { name, version } }: Pack, reference: string): boolean =>
  reference === name || reference === `${name}@${version}`;

const isIdOf = (id: string, reference: string): boolean =>
  reference.length >= MIN_ID_CHARACTERS && id.startsWith(reference.toLowerCase());

function newest(packs: readonly Pack[]): Pack[] {
  const [first] = packs.toSorted((a, b) => compareVersions(b.manifest.version, a.manifest.version));
  return packs.filter(({ manifest }) => manifest.version === first?.manifest.version);
}

/** By number: 1.10.0 comes after 1.9.0. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  return [0, 1, 2].map((at) => left![at]! - right![at]!).find((difference) => difference !== 0) ?? 0;
}
