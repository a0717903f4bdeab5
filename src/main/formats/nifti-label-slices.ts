import { AppError } from '../../shared/contract/app-error.ts';
import { UNIFIED_ID_BY_MR_ID } from '../../shared/domain/anatomy/tables/mr-class-ids.ts';
import { CLASS_COUNT, type Modality } from '../../shared/domain/anatomy/classes.ts';
import { mapBytes } from './map-bytes.ts';
import type { NiftiHeader } from './nifti-header.ts';
import { sampleReader } from './nifti-samples.ts';
import { type CutOptions, type WantedSlice, cutNiftiSlices } from './nifti-slices.ts';

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
  options?: CutOptions,
): Promise<LabelSlice[]> {
  const slices = await cutNiftiSlices(
    file,
    wanted,
    (header) => ({
      make: (count) => new Uint8Array(count),
      decode: labelDecoder(header, modality, file),
    }),
    options,
  );
  return slices.map(({ axis, index, width, height, samples }) => ({
    axis,
    index,
    width,
    height,
    mask: samples,
  }));
}

/**
 * Turns a stored plane into unified class ids, in place where they are bytes. The answer is used up before the next plane is
 * decoded.
 *
 * @throws AppError formats.not-labels for values that are no class ids
 */
export function labelDecoder(
  header: NiftiHeader,
  modality: Modality,
  file: string,
): (plane: Uint8Array) => Uint8Array {
  const unify = unifier(modality, header.scaling, file);
  return header.datatype === 'uint8' ? byTable(unify) : bySample(header, unify);
}

type Unify = (value: number) => number;

/** Of the 256 bytes each is unified once. */
function byTable(unify: Unify): (samples: Uint8Array) => Uint8Array {
  const unifiedByByte = new Int16Array(256).fill(-1);
  const unified = (byte: number): number => {
    if (unifiedByByte[byte]! < 0) unifiedByByte[byte] = unify(byte);
    return unifiedByByte[byte]!;
  };
  return (samples) => {
    mapBytes(samples, unified);
    return samples;
  };
}

function bySample(header: NiftiHeader, unify: Unify): (plane: Uint8Array) => Uint8Array {
  const decoded = new Uint8Array(header.dims[0] * header.dims[1]);
  return (plane) => {
    const read = sampleReader(plane, header.datatype, header.littleEndian);
    for (let at = 0; at < decoded.length; at += 1) decoded[at] = unify(read(at * header.bytesPerVoxel));
    return decoded;
  };
}

function unifier(modality: Modality, [slope, intercept]: readonly [number, number], file: string): Unify {
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
