import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import { asUnwritable } from '../../../shared/contract/system-failure.ts';
import { flipRasLps } from '../../../shared/domain/volume/affine.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { VolumeRecord } from '../../store/volume-store.ts';
import { segmentationPath } from '../../store/segmentation-store.ts';
import { writeWhole } from '../../formats/write-whole.ts';
import type { ComputeService } from '../compute/index.ts';
import type { Pack } from '../models/index.ts';
import { decodedVolume } from '../pixels/index.ts';
import type { ReadingService } from '../reading/index.ts';
import { encodeLabels, labelMapOf } from './label-map.ts';
import { type PackRun, runPack } from './run-pack.ts';

export interface MakeDeps {
  readonly store: ProjectStore;
  readonly reading: ReadingService;
  readonly compute: Pick<ComputeService, 'run'>;
}

export interface MadeLabelMap {
  /** Names its file below the project. */
  readonly sha256: string;
  readonly resumedParts: number;
  readonly forget: () => Promise<void>;
}

/**
 * Segments a volume of the project and writes the label map, in the volume's own LPS order and with the ids that an import
 * expects, below `segmentations/`.
 *
 * @throws AppError segmentation.*, compute.*, formats.*, store.*, host.volume-source-missing; the signal's reason
 */
export async function makeLabelMap(
  volumeId: number,
  pack: Pack<'segmentation'>,
  deps: MakeDeps & Pick<PackRun, 'signal' | 'onProgress'>,
): Promise<MadeLabelMap> {
  const { store, reading, compute, signal, onProgress } = deps;
  const volume = store.volumes.get(volumeId)!;
  const file = await decodedVolume({ store, reading }, volumeId, volume, signal);
  const partsDir = join(store.dir, 'cache', 'segmentation');
  const run = { compute, partsDir, signal, onProgress };
  const { labels, resumedParts, forget } = await runPack(pack, { ...volume, file }, run);
  const { ids } = labelMapOf(labels, pack.manifest.segmentation, volume);
  const sha256 = await keep(ids, volume, deps);
  return { sha256, resumedParts, forget };
}

async function keep(
  ids: Uint8Array,
  volume: VolumeRecord,
  { store, reading, signal }: MakeDeps & Pick<PackRun, 'signal'>,
): Promise<string> {
  const { dims, affineLps, key } = volume;
  const bytes = encodeLabels(ids, { dims, affineRas: flipRasLps(affineLps) }, true);
  const sha256 = hashOf(bytes);
  const path = join(store.dir, segmentationPath(sha256));
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (error) {
    throw asUnwritable(error, path);
  }
  await writeWhole(path, bytes);
  // A header has single precision; where two axes are equally far from an anatomical one, it may be read as another order.
  const facts = await reading.ask<'inspect'>({ type: 'inspect', file: path }, signal);
  if (facts.kind !== 'nifti' || !liesWhere(facts, volume))
    throw new AppError('segmentation.misplaced', { volume: key });
  return sha256;
}

type Placed = Pick<VolumeRecord, 'dims' | 'affineLps'>;

/** Within half a millimetre, as for a segmentation that is imported. */
const liesWhere = (found: Placed, wanted: Placed): boolean =>
  found.dims.every((size, a) => size === wanted.dims[a]) &&
  found.affineLps.every((value, i) => Math.abs(value - wanted.affineLps[i]!) < 0.5);

/** Whether a label map is still what was written; one that somebody has deleted or changed is made again. */
export async function isWhole({ dir }: Pick<ProjectStore, 'dir'>, sha256: string): Promise<boolean> {
  const bytes = await readFile(join(dir, segmentationPath(sha256))).catch(() => null);
  return bytes !== null && hashOf(bytes) === sha256;
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
