import { join } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { Problem } from '../../../shared/contract/common.ts';
import type { Modality } from '../../../shared/domain/anatomy/classes.ts';
import { planLpsReorientation, toStoredOrder } from '../../../shared/domain/volume/reorientation.ts';
import { writeWhole } from '../../formats/write-whole.ts';
import type { ComputeService } from '../compute/index.ts';
import { type ModelsService, type Pack, nameOf } from '../models/index.ts';
import type { ReadingService } from '../reading/index.ts';
import { type FoundClass, encodeLabels, labelMapOf } from './label-map.ts';
import { prepareOutput } from './output.ts';
import { type PackRun, runPack } from './run-pack.ts';
import { temporaryFolder } from './temporary-folder.ts';

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
  readonly onProgress?: PackRun['onProgress'];
}

export interface Segmented {
  readonly packId: string;
  readonly packName: string;
  /** Has the ids of TotalSegmentator's task for the modality, `total` or `total_mr`. */
  readonly output: string;
  readonly modality: Modality;
  /** What was found. */
  readonly classes: readonly FoundClass[];
  /** Networks whose labels an earlier run had finished. */
  readonly resumedParts: number;
  /** What is to be known about the volume. */
  readonly problems: readonly Problem[];
}

/** Where the parts of a label map wait for the others, until it is whole. */
export const unfinishedDir = (output: string): string => `${output}.unfinished`;

/** Segments files with packs, wherever the files come from. */
export class Segmenter {
  private readonly deps: SegmenterDeps;

  constructor(deps: SegmenterDeps) {
    this.deps = deps;
  }

  /**
   * Writes a multilabel NIfTI in the input's geometry. What was finished when a run is stopped or killed lies beside the output
   * and is used by the next run with the same image and pack.
   *
   * @throws AppError segmentation.*, formats.*, models.*, compute.*, store.*
   */
  async segment(input: SegmentInput): Promise<Segmented> {
    const { pack: reference, signal } = input;
    await prepareOutput(input.output, input.file);
    return this.deps.models.use({ reference, kind: 'segmentation', signal }, async (pack) => {
      await using copy = await temporaryFolder('plumbline-segment');
      return await this.segmentWith(pack, input, join(copy.dir, 'volume.raw'));
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
    const run = { compute, partsDir: unfinishedDir(output), signal, onProgress };
    const { labels, resumedParts, forget } = await runPack(pack, { ...volume, file: raw }, run);
    const plan = pack.manifest.segmentation;
    const { ids, classes } = labelMapOf(labels, plan, volume);
    const { dims, affineRas } = facts.stored;
    const stored = toStoredOrder(planLpsReorientation(affineRas, dims), ids);
    await writeWhole(output, encodeLabels(stored, facts.stored, output.toLowerCase().endsWith('.gz')));
    await forget();
    return {
      packId: pack.id,
      packName: nameOf(pack),
      output,
      modality: plan.modality,
      classes,
      resumedParts,
      problems: volume.warnings.map(({ code, params }) => ({ file, code, params, severity: 'warning' })),
    };
  }
}
