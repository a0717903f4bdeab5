import { type Affine, type Vector3, spacingOf } from '../../../shared/domain/volume/affine.ts';
import type { ComputeService } from '../compute/index.ts';
import type { Pack } from '../models/index.ts';
import { FinishedParts } from './finished-parts.ts';
import { inputsHash } from './inputs-hash.ts';

/** A decoded volume. */
export interface DecodedImage {
  /** Raw values in LPS order, first axis fastest, little endian. */
  readonly file: string;
  readonly dtype: 'int16' | 'float32';
  readonly dims: Vector3;
  readonly affineLps: Affine;
  readonly sha256: string;
}

export interface PackRun {
  readonly compute: Pick<ComputeService, 'run'>;
  /** Folder where parts that are finished wait for the others. */
  readonly partsDir: string;
  readonly signal: AbortSignal;
  /** In tiles of all networks that are still to be run; `step` is an i18n key `jobs.steps.<step>`. */
  readonly onProgress?:
    ((progress: { done: number; total: number | null; step: string }) => void) | undefined;
}

export interface PackLabels {
  /** Ids of the pack's label space, in the image's order. */
  readonly labels: Uint8Array;
  /** Parts that an earlier run had finished. */
  readonly resumedParts: number;
  /** Removes what was kept for going on; to be called when the labels are safe. */
  readonly forget: () => Promise<void>;
}

/**
 * Runs the networks of a checked pack on an image. Each part is kept as it ends; a run that is stopped, killed or fails goes on
 * after the last one the next time.
 *
 * @throws AppError segmentation.*, compute.*, store.* where a part cannot be kept; the signal's reason
 */
export async function runPack(
  pack: Pack<'segmentation'>,
  image: DecodedImage,
  { compute, partsDir, signal, onProgress }: PackRun,
): Promise<PackLabels> {
  const parts = await FinishedParts.open(partsDir, inputsHash({ ...inputsOf(image), packId: pack.id }));
  const notKept = new AbortController();
  try {
    const { labels } = await compute.run(
      'segment',
      {
        dir: pack.dir,
        plan: pack.manifest.segmentation,
        file: image.file,
        dtype: image.dtype,
        dims: [...image.dims],
        spacingMm: [...spacingOf(image.affineLps)],
        finished: [...parts.labels],
      },
      {
        signal: AbortSignal.any([signal, notKept.signal]),
        onPart: (part) => parts.keep(part.index, part.labels, (error) => notKept.abort(error)),
        ...(onProgress && { onProgress }),
      },
    );
    return { labels, resumedParts: parts.labels.length, forget: () => parts.remove() };
  } finally {
    await parts.settled();
  }
}

const inputsOf = ({ sha256, dims, affineLps }: DecodedImage) => ({ imageSha256: sha256, dims, affineLps });
