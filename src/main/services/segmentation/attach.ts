import { setImmediate as breath } from 'node:timers/promises';
import { AppError } from '../../../shared/contract/app-error.ts';
import { deriveSlice } from '../../../shared/domain/grounding/derive-slice.ts';
import type { MentionExtractor } from '../../../shared/domain/mention/mention.ts';
import type { DerivationChanges } from '../../store/derivation-store.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { StoredSlice } from '../../store/slice-reader.ts';
import type { VolumeRecord } from '../../store/volume-store.ts';
import { extractedCaptions } from '../extraction/index.ts';
import { switchesOf } from '../grounding/index.ts';
import type { ReadingService } from '../reading/index.ts';

export interface AttachDeps {
  readonly store: ProjectStore;
  readonly reading: Pick<ReadingService, 'ask'>;
  readonly extractor: MentionExtractor;
}

export interface AttachRun {
  readonly signal: AbortSignal;
  readonly onSlice: (progress: { done: number; total: number; imageId: string }) => void;
}

/** What the pairs of a volume's slices made of its segmentation. */
export interface Attached extends Omit<DerivationChanges, 'kept'> {
  /** Slices that have been given masks of it. */
  readonly slices: number;
}

/** Masks that are held at a time, pixels. Each batch unpacks the label map once. */
const BATCH_PIXELS = 64_000_000;

/**
 * Cuts masks of a volume's captioned slices out of its segmentation and derives their pairs, as an import does with a
 * segmentation that it finds. Each slice in one transaction; those that are up to date and those with a judged pair are passed
 * over, so it may be broken off anywhere and run again.
 *
 * @throws AppError segmentation.file-changed, formats.*, store.*
 */
export async function attachToSlices(
  volumeId: number,
  deps: AttachDeps,
  { signal, onSlice }: AttachRun,
): Promise<Attached> {
  const { store } = deps;
  const volume = store.volumes.get(volumeId)!;
  const open = store.segmentations.openSlices(volumeId).map((id) => store.sliceReader.get(id)!);
  const sum = { slices: 0, added: 0, changed: 0, removed: 0 };
  let done = 0;
  for (const batch of batches(open)) {
    const masks = await masksOf(batch, volume, { deps, signal });
    for (const [position, slice] of batch.entries()) {
      signal.throwIfAborted();
      onSlice({ done, total: open.length, imageId: slice.imageId });
      const changes = await attach(slice, masks[position]!, { deps, volume });
      if (changes) {
        sum.slices += 1;
        for (const key of ['added', 'changed', 'removed'] as const) sum[key] += changes[key];
      }
      done += 1;
      await breath();
    }
  }
  return sum;
}

async function masksOf(
  slices: readonly StoredSlice[],
  { segmentationFile, segmentationSha256, modality }: VolumeRecord,
  { deps, signal }: { deps: AttachDeps; signal: AbortSignal },
): Promise<Uint8Array[]> {
  const file = segmentationFile!;
  const wanted = slices.map(({ axis, index }) => ({ axis, index }));
  const labels = await deps.reading.ask<'read-labels'>(
    { type: 'read-labels', file, modality, slices: wanted },
    signal,
  );
  if (labels.sha256 !== segmentationSha256) throw new AppError('segmentation.file-changed', { file });
  return labels.slices.map(({ mask }) => mask);
}

async function attach(
  slice: StoredSlice,
  mask: Uint8Array,
  { deps, volume }: { deps: AttachDeps; volume: VolumeRecord },
): Promise<DerivationChanges | null> {
  const { store, extractor } = deps;
  const { geometry, modality } = slice;
  const switches = switchesOf(store);
  const maskSha256 = await store.blobs.put(mask);
  const { captions, ...extracted } = extractedCaptions(store, slice.sliceId, extractor);
  const derivation = deriveSlice({ mask, geometry, modality, captions, switches });
  return store.segmentations.replaceMask(
    slice,
    { maskSha256, segmentationSha256: volume.segmentationSha256! },
    { derivation, by: { ...extracted, switches } },
  );
}

function* batches(slices: readonly StoredSlice[]): Generator<StoredSlice[]> {
  let batch: StoredSlice[] = [];
  let pixels = 0;
  for (const slice of slices) {
    batch.push(slice);
    pixels += slice.geometry.width * slice.geometry.height;
    if (pixels < BATCH_PIXELS) continue;
    yield batch;
    batch = [];
    pixels = 0;
  }
  if (batch.length > 0) yield batch;
}
