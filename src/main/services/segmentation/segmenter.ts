import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { Problem } from '../../../shared/contract/common.ts';
import type { Modality } from '../../../shared/domain/anatomy/classes.ts';
import { type Vector3, determinant, spacingOf } from '../../../shared/domain/volume/affine.ts';
import { planLpsReorientation, toStoredOrder } from '../../../shared/domain/volume/reorientation.ts';
import { encodeNifti } from '../../formats/nifti-encode.ts';
import { writeWhole } from '../../formats/write-whole.ts';
import type { ComputeService } from '../compute/index.ts';
import { type ModelsService, type Pack, nameOf } from '../models/index.ts';
import type { ReadingService } from '../reading/index.ts';
import { type LabelSpace, unifiedId, writtenId } from './label-ids.ts';
import { prepareOutput } from './output.ts';

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
  /** Has the ids of TotalSegmentator's task for the modality, `total` or `total_mr`. */
  readonly output: string;
  readonly modality: Modality;
  /** What was found, by unified class id. */
  readonly classes: readonly {
    readonly classId: number;
    readonly voxels: number;
    readonly millilitres: number;
  }[];
  /** What is to be known about the volume. */
  readonly problems: readonly Problem[];
}

/** Segments files with packs, wherever the files come from. */
export class Segmenter {
  private readonly deps: SegmenterDeps;

  constructor(deps: SegmenterDeps) {
    this.deps = deps;
  }

  /** Writes a multilabel NIfTI in the input's geometry. @throws AppError segmentation.*, formats.*, models.*, compute.*, store.* */
  async segment(input: SegmentInput): Promise<Segmented> {
    const { pack: reference, signal } = input;
    await prepareOutput(input.output, input.file);
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
    const voxels = countLabels(labels);
    const plan = pack.manifest.segmentation;
    await writeLabels(output, facts.stored, withWrittenIds(labels, voxels, plan));
    return {
      packId: pack.id,
      packName: nameOf(pack),
      output,
      modality: plan.modality,
      classes: classesOf(voxels, plan, Math.abs(determinant(volume.affineLps)) / 1000),
      problems: volume.warnings.map(({ code, params }) => ({ file, code, params, severity: 'warning' })),
    };
  }
}

async function writeLabels(
  output: string,
  { dims, affineRas }: { readonly dims: Vector3; readonly affineRas: readonly number[] },
  labels: Uint8Array,
): Promise<void> {
  const data = toStoredOrder(planLpsReorientation(affineRas, dims), labels);
  const gzip = output.toLowerCase().endsWith('.gz');
  await writeWhole(output, encodeNifti({ dims, affine: affineRas, dtype: 'uint8', data, gzip }));
}

/** Voxels of each label. */
function countLabels(labels: Uint8Array): Float64Array {
  const voxels = new Float64Array(256);
  for (const label of labels) voxels[label]! += 1;
  return voxels;
}

function withWrittenIds(labels: Uint8Array, voxels: Float64Array, space: LabelSpace): Uint8Array {
  const ids = Uint8Array.from(voxels, (count, label) => (count > 0 ? writtenId(label, space) : 0));
  return labels.map((label) => ids[label]!);
}

function classesOf(voxels: Float64Array, space: LabelSpace, voxelMl: number): Segmented['classes'] {
  return [...voxels].flatMap((count, label) =>
    label > 0 && count > 0
      ? [{ classId: unifiedId(label, space), voxels: count, millilitres: count * voxelMl }]
      : [],
  );
}
