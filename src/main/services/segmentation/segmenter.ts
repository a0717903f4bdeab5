import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import { type Vector3, spacingOf } from '../../../shared/domain/volume/affine.ts';
import { planLpsReorientation, toStoredOrder } from '../../../shared/domain/volume/reorientation.ts';
import { encodeNifti } from '../../formats/nifti-encode.ts';
import type { ComputeService } from '../compute/index.ts';
import { type ModelsService, type Pack, nameOf } from '../models/index.ts';
import type { ReadingService } from '../reading/index.ts';

export interface SegmenterDeps {
  readonly models: Pick<ModelsService, 'use'>;
  readonly compute: Pick<ComputeService, 'run'>;
  readonly reading: Pick<ReadingService, 'ask'>;
}

export interface SegmentInput {
  /** Name, name@version, id or folder of the pack. */
  readonly pack: string;
  /** Absolute paths: a NIfTI volume, and where its labels go (gzipped where it ends in .gz). */
  readonly file: string;
  readonly output: string;
  readonly signal: AbortSignal;
  /** In tiles of all networks. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number | null }) => void;
}

export interface Segmented {
  readonly packId: string;
  readonly packName: string;
  readonly output: string;
  /** Voxels of each label that occurs, 0 aside. Ids of TotalSegmentator's task: `total` for CT, `total_mr` for MR. */
  readonly voxels: Readonly<Record<number, number>>;
}

/** Segments files with packs, wherever the files come from. */
export class Segmenter {
  private readonly deps: SegmenterDeps;

  constructor(deps: SegmenterDeps) {
    this.deps = deps;
  }

  /** Writes a multilabel NIfTI in the input's geometry. @throws AppError segmentation.*, formats.*, models.*, compute.* */
  segment(input: SegmentInput): Promise<Segmented> {
    const { pack: reference, signal } = input;
    return this.deps.models.use({ reference, kind: 'segmentation', signal }, async (pack) => {
      const dir = await mkdtemp(join(tmpdir(), 'plumbline-segment-'));
      try {
        return await this.segmentWith(pack, input, join(dir, 'volume.raw'));
      } finally {
        await rm(dir, { recursive: true, force: true });
      }
    });
  }

  private async segmentWith(
    pack: Pack<'segmentation'>,
    { file, output, signal, onProgress }: SegmentInput,
    raw: string,
  ): Promise<Segmented> {
    const { reading, compute } = this.deps;
    const facts = await reading.ask<'inspect'>({ type: 'inspect', file }, signal);
    if (facts.kind !== 'nifti') throw new AppError('segmentation.not-a-volume', { file });
    const source = { kind: 'nifti', file } as const;
    const volume = await reading.ask<'read-volume'>({ type: 'read-volume', source, outFile: raw }, signal);
    const { labels } = await compute.run(
      'segment',
      {
        dir: pack.dir,
        plan: pack.manifest.segmentation,
        file: raw,
        dtype: volume.dtype,
        dims: volume.dims,
        spacingMm: [...spacingOf(volume.affineLps)] as [number, number, number],
        finished: [],
      },
      { signal, ...(onProgress && { onProgress }) },
    );
    await this.write(output, facts.stored, labels);
    return { packId: pack.id, packName: nameOf(pack), output, voxels: countLabels(labels) };
  }

  private async write(
    output: string,
    { dims, affineRas }: { readonly dims: Vector3; readonly affineRas: readonly number[] },
    labels: Uint8Array,
  ): Promise<void> {
    const data = toStoredOrder(planLpsReorientation(affineRas, dims), labels);
    const gzip = output.endsWith('.gz');
    await mkdir(dirname(output), { recursive: true });
    // Whoever looks for the file finds a whole one or none.
    const partial = `${output}.partial`;
    await writeFile(partial, encodeNifti({ dims, affine: affineRas, dtype: 'uint8', data, gzip }));
    await rename(partial, output);
  }
}

function countLabels(labels: Uint8Array): Record<number, number> {
  const counts = new Map<number, number>();
  for (const label of labels) if (label !== 0) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Object.fromEntries([...counts].toSorted(([a], [b]) => a - b));
}
