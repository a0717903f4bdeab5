import type { FileHandle } from 'node:fs/promises';
import type { SlicePlan } from '../../shared/domain/volume/slice.ts';

/** A decoded volume as a file: samples of an LPS array in the machine's byte order, i fastest. */
export interface RawVolume {
  readonly dims: readonly [number, number, number];
  readonly dtype: 'int16' | 'float32';
}

type Samples = Int16Array | Float32Array;

/** As much of a volume as is looked at in one go, where a plane is not larger. */
const CHUNK_BYTES = 4 * 1024 * 1024;

export const rawVolumeBytes = ({ dims: [nx, ny, nz], dtype }: RawVolume): number =>
  nx * ny * nz * bytesPerSample(dtype);

/**
 * Cuts slices out of a decoded volume in one pass, through the same few megabytes: axial slices lie there in one piece, coronal and
 * sagittal ones have a row in every plane, so that reading the file once for each of them would take most of an import's time.
 *
 * @param plans See planSlice, for the volume's own dims.
 * @returns row-major samples, in the order of the plans
 * @throws RangeError where the file ends too early
 */
export async function cutRawSlices(
  handle: FileHandle,
  volume: RawVolume,
  plans: readonly SlicePlan[],
): Promise<Samples[]> {
  const [nx, ny, nz] = volume.dims;
  const Samples = volume.dtype === 'int16' ? Int16Array : Float32Array;
  const planeSamples = nx * ny;
  const slices = plans.map((plan) => ({ plan, samples: new Samples(plan.width * plan.height) }));
  const isWanted = wantedPlanes(plans, { planeSamples, nz });
  const atOnce = Math.max(1, Math.floor(CHUNK_BYTES / (planeSamples * bytesPerSample(volume.dtype))));
  const chunk = new Samples(planeSamples * Math.min(atOnce, nz));
  for (let z = isWanted.indexOf(1); z >= 0; z = isWanted.indexOf(1, z)) {
    let count = 1;
    while (count < atOnce && isWanted[z + count] === 1) count += 1;
    const planes = chunk.subarray(0, count * planeSamples);
    await readWhole(handle, planes, z * planeSamples);
    for (let at = 0; at < count; at += 1) {
      const plane = planes.subarray(at * planeSamples, (at + 1) * planeSamples);
      for (const { plan, samples } of slices) takeFrom(plane, z + at, { plan, samples, planeSamples });
    }
    z += count;
  }
  return slices.map(({ samples }) => samples);
}

function bytesPerSample(dtype: RawVolume['dtype']): number {
  return dtype === 'int16' ? 2 : 4;
}

/** Rows of the others begin at the head, see planSlice: one in each plane. */
const isAxial = ({ yStep }: SlicePlan): boolean => yStep > 0;

function wantedPlanes(
  plans: readonly SlicePlan[],
  { planeSamples, nz }: { readonly planeSamples: number; readonly nz: number },
): Uint8Array {
  const isWanted = new Uint8Array(nz);
  for (const plan of plans)
    if (isAxial(plan)) isWanted[Math.floor(plan.start / planeSamples)] = 1;
    else isWanted.fill(1);
  return isWanted;
}

interface Target {
  readonly plan: SlicePlan;
  readonly samples: Samples;
  readonly planeSamples: number;
}

/** What a plane adds to a slice. */
function takeFrom(plane: Samples, z: number, { plan, samples, planeSamples }: Target): void {
  const { width, start, xStep } = plan;
  const first = Math.floor(start / planeSamples);
  if (isAxial(plan)) {
    if (z === first) samples.set(plane);
    return;
  }
  const row = Math.abs(z - first) * width;
  const from = start - first * planeSamples;
  if (xStep === 1) samples.set(plane.subarray(from, from + width), row);
  else for (let x = 0, at = from; x < width; x += 1, at += xStep) samples[row + x] = plane[at]!;
}

async function readWhole(handle: FileHandle, samples: Samples, position: number): Promise<void> {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, position * samples.BYTES_PER_ELEMENT);
  if (bytesRead < bytes.length)
    throw new RangeError(`The decoded volume ends ${bytes.length - bytesRead} bytes early`);
}
