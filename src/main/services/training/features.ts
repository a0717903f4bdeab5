import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import { asUnwritable } from '../../../shared/contract/system-failure.ts';
import type { SnapshotSlice } from '../../../shared/domain/curation/snapshot.ts';
import { readFeatures } from '../../formats/feature-file.ts';
import type { ComputeOptions, ComputeService } from '../compute/index.ts';
import { writerSlice } from '../vlm/index.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { Encoder } from './encoder.ts';

/** Slices that travel to the compute process at once. */
const AT_ONCE = 8;

export type Keyed = Pick<
  SnapshotSlice,
  'imageId' | 'pixelsSha256' | 'modality' | 'dtype' | 'width' | 'height'
>;

export interface FeatureWork {
  readonly signal: AbortSignal;
  /** In a process of its own at the lowest priority. */
  readonly isNice: boolean;
  /** Goes before what waits: a person is looking. */
  readonly isUrgent?: boolean;
  readonly device?: ComputeOptions<'encode-slices'>['device'];
  readonly onProgress: (done: number, total: number, imageId: string) => void;
}

/** Features of slices by encoder, on disk in the project's cache: computed once, deleted at will. */
export class FeatureCache {
  private readonly store: Pick<ProjectStore, 'dir' | 'blobs'>;
  private readonly compute: Pick<ComputeService, 'run'>;

  constructor(store: Pick<ProjectStore, 'dir' | 'blobs'>, compute: Pick<ComputeService, 'run'>) {
    this.store = store;
    this.compute = compute;
  }

  /** Where a slice's features lie: by the hash of its pixels, and how they are normalised. */
  fileOf({ pixelsSha256, modality }: Keyed, { packId }: Encoder): string {
    const name = `${pixelsSha256}-${modality.toLowerCase()}.features`;
    return join(this.store.dir, 'cache', 'features', packId.slice(0, 16), pixelsSha256.slice(0, 2), name);
  }

  /** Computes what is missing. @returns the size of all of them @throws AppError store.*, compute.*, training.features-damaged */
  async ensure(
    slices: readonly Keyed[],
    encoder: Encoder,
    work: FeatureWork,
  ): Promise<{ readonly tokens: number; readonly width: number }> {
    const missing: Keyed[] = [];
    for (const slice of slices) if (!(await isThere(this.fileOf(slice, encoder)))) missing.push(slice);
    for (let at = 0; at < missing.length; at += AT_ONCE) {
      work.signal.throwIfAborted();
      const some = missing.slice(at, at + AT_ONCE);
      work.onProgress(at, missing.length, some[0]!.imageId);
      await this.encode(some, encoder, work);
    }
    const file = this.fileOf(slices[0]!, encoder);
    const first = await readFeatures(file);
    if (!first) throw new AppError('training.features-damaged', { image: slices[0]!.imageId, file });
    return { tokens: first.tokens, width: first.width };
  }

  /** Takes one away that turned out to be damaged. */
  drop(file: string): Promise<void> {
    return rm(file, { force: true });
  }

  private async encode(
    slices: readonly Keyed[],
    encoder: Encoder,
    { signal, isNice, isUrgent = false, device }: FeatureWork,
  ): Promise<void> {
    const grey = [];
    for (const slice of slices) {
      const file = this.fileOf(slice, encoder);
      try {
        await mkdir(dirname(file), { recursive: true });
      } catch (error) {
        throw asUnwritable(error, file);
      }
      const samples = await writerSlice(this.store, { ...slice, geometry: slice });
      grey.push({ ...samples, file });
    }
    const { graph, size, normalisation } = encoder;
    await this.compute.run(
      'encode-slices',
      { graph, size, normalisation, isNice, slices: grey },
      { signal, isUrgent, isBackground: isNice, ...(device && { device }) },
    );
  }
}

async function isThere(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => null);
  return found !== null && found.size > 0;
}
