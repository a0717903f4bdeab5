import type { NiftiHeader } from './nifti-header.ts';
import { sampleReader } from './nifti-samples.ts';
import { type CutSlice, type PlaneDecoder, type WantedSlice, cutNiftiSlices } from './nifti-slices.ts';

/** Values of one slice, row-major, as nibabel's `get_fdata(dtype=float32)` gives them. */
export interface ValueSlice extends WantedSlice {
  readonly width: number;
  readonly height: number;
  /** Bytes where every value of the slice is one. */
  readonly values: Uint8Array | Float32Array;
  /** Samples of the stored array between neighbouring columns and rows; numpy's memory order follows from them. */
  readonly columnStep: number;
  readonly rowStep: number;
}

/** Cuts slices with their scaled values out of a NIfTI volume. @throws see cutNiftiSlices */
export async function readValueSlices(file: string, wanted: readonly WantedSlice[]): Promise<ValueSlice[]> {
  const slices = await cutNiftiSlices<Uint8Array | Float32Array>(file, wanted, (header) =>
    isPlainBytes(header) ? bytes : scaled(header),
  );
  return slices.map(toValueSlice);
}

function toValueSlice({
  axis,
  index,
  width,
  height,
  samples,
  plan,
}: CutSlice<Uint8Array | Float32Array>): ValueSlice {
  const { xStep, yStep } = plan;
  return { axis, index, width, height, values: asBytes(samples), columnStep: xStep, rowStep: yStep };
}

function isPlainBytes({ datatype, scaling: [slope, intercept] }: NiftiHeader): boolean {
  return datatype === 'uint8' && slope === 1 && intercept === 0;
}

const bytes: PlaneDecoder<Uint8Array | Float32Array> = {
  make: (count) => new Uint8Array(count),
  decode: (plane) => plane,
};

/** nibabel scales in double precision and rounds the result once, to single. */
function scaled({
  scaling: [slope, intercept],
  ...header
}: NiftiHeader): PlaneDecoder<Uint8Array | Float32Array> {
  const decoded = new Float32Array(header.dims[0] * header.dims[1]);
  return {
    make: (count) => new Float32Array(count),
    decode: (plane) => {
      const read = sampleReader(plane, header.datatype, header.littleEndian);
      for (let at = 0; at < decoded.length; at += 1)
        decoded[at] = read(at * header.bytesPerVoxel) * slope + intercept;
      return decoded;
    },
  };
}

function asBytes(values: Uint8Array | Float32Array): Uint8Array | Float32Array {
  if (
    values instanceof Uint8Array ||
    !values.every((value) => Number.isInteger(value) && value >= 0 && value < 256)
  )
    return values;
  return new Uint8Array(values);
}
