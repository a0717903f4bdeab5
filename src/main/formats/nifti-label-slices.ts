import { AppError } from '../../shared/contract/app-error.ts';
import { UNIFIED_ID_BY_MR_ID } from '../../shared/domain/anatomy/tables/mr-class-ids.ts';
import { CLASS_COUNT, type Modality } from '../../shared/domain/anatomy/classes.ts';
import type { NiftiHeader } from './nifti-header.ts';
import { sampleReader } from './nifti-samples.ts';
import { type PlaneDecoder, type WantedSlice, cutNiftiSlices } from './nifti-slices.ts';

export type { WantedSlice } from './nifti-slices.ts';

/** Mask of one slice: row-major unified class ids, 0 is background. */
export interface LabelSlice extends WantedSlice {
  readonly width: number;
  readonly height: number;
  readonly mask: Uint8Array;
}

/**
 * Cuts masks out of a multilabel segmentation while it is being unpacked. MR task ids become unified ids; ids outside the
 * schema become background.
 *
 * @throws AppError formats.*; RangeError for a slice outside the volume
 */
export async function readLabelSlices(
  file: string,
  modality: Modality,
  wanted: readonly WantedSlice[],
): Promise<LabelSlice[]> {
  const slices = await cutNiftiSlices(file, wanted, (header) => unifiedDecoder(header, modality, file));
  return slices.map(({ axis, index, width, height, samples }) => ({
    axis,
    index,
    width,
    height,
    mask: samples,
  }));
}

function unifiedDecoder(header: NiftiHeader, modality: Modality, file: string): PlaneDecoder<Uint8Array> {
  const unify = unifier(modality, header.scaling, file);
  return {
    make: (count) => new Uint8Array(count),
    decode: header.datatype === 'uint8' ? byTable(unify) : oneByOne(header, unify),
  };
}

type Unify = (value: number) => number;

/** Bytes are by far the most frequent label maps, and there are only 256 of them; each is looked at once. */
function byTable(unify: Unify): PlaneDecoder<Uint8Array>['decode'] {
  const unifiedByByte = new Int16Array(256).fill(-1);
  return (bytes, into) => {
    for (let at = 0; at < into.length; at += 1) {
      const byte = bytes[at]!;
      if (unifiedByByte[byte]! < 0) unifiedByByte[byte] = unify(byte);
      into[at] = unifiedByByte[byte]!;
    }
  };
}

function oneByOne(header: NiftiHeader, unify: Unify): PlaneDecoder<Uint8Array>['decode'] {
  return (bytes, into) => {
    const read = sampleReader(bytes, header.datatype, header.littleEndian);
    for (let at = 0; at < into.length; at += 1) into[at] = unify(read(at * header.bytesPerVoxel));
  };
}

function unifier(
  modality: Modality,
  [slope, intercept]: readonly [number, number],
  file: string,
): (value: number) => number {
  return (stored) => {
    const id = stored * slope + intercept;
    if (id === 0) return 0;
    // Scaled label maps come out a hair off whole numbers; anything further off is no label map.
    const whole = Math.round(id);
    if (Math.abs(whole - id) > 1e-3 || whole < 0 || Number.isNaN(id)) {
      throw new AppError('formats.not-labels', { file, detail: String(id) });
    }
    if (modality === 'MR') return UNIFIED_ID_BY_MR_ID[whole] ?? 0;
    return whole <= CLASS_COUNT ? whole : 0;
  };
}
