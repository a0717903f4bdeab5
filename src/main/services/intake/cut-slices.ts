import type { FileHandle } from 'node:fs/promises';
import { type SliceAxis, planSlice } from '../../../shared/domain/volume/slice.ts';
import { type RawVolume, cutRawSlices } from '../../formats/raw-volume.ts';

/** Samples of slices that lie in memory at once. */
const BATCH_SAMPLES = 32 * 1024 ** 2;

interface Wanted {
  readonly axis: SliceAxis;
  readonly index: number;
}

type Cut<T extends Wanted> = T & {
  /** Its place among those wanted. */
  readonly position: number;
  readonly samples: Int16Array | Float32Array;
};

/** The slices one after the other, cut in as few passes over the decoded volume as memory allows. */
export async function* cutSlices<T extends Wanted>(
  handle: FileHandle,
  volume: RawVolume,
  wanted: readonly T[],
): AsyncGenerator<Cut<T>> {
  const plans = wanted.map(({ axis, index }) => planSlice(volume.dims, axis, index));
  for (let first = 0; first < wanted.length;) {
    let end = first;
    for (let samples = 0; end < wanted.length && samples < BATCH_SAMPLES; end += 1)
      samples += plans[end]!.width * plans[end]!.height;
    const cut = await cutRawSlices(handle, volume, plans.slice(first, end));
    for (const [at, samples] of cut.entries()) {
      const position = first + at;
      yield { ...wanted[position]!, position, samples };
    }
    first = end;
  }
}
