import { AppError } from '../../shared/contract/app-error.ts';
import {
  type Reorientation,
  planLpsReorientation,
  storedSteps,
} from '../../shared/domain/volume/reorientation.ts';
import { type SliceAxis, type SlicePlan, planSlice } from '../../shared/domain/volume/slice.ts';
import { openNifti } from './nifti-file.ts';
import type { NiftiHeader } from './nifti-header.ts';

export interface WantedSlice {
  readonly axis: SliceAxis;
  readonly index: number;
}

/** A slice cut out of a volume: row-major samples, rows and columns as the DICOM's. */
export interface CutSlice<T> extends WantedSlice {
  readonly width: number;
  readonly height: number;
  readonly samples: T;
  /** Where the pixels lie in the stored array, in samples. */
  readonly plan: SlicePlan;
}

type Samples = Uint8Array | Float32Array;

/** Turns stored bytes into the samples that slices are made of. */
export interface PlaneDecoder<T extends Samples> {
  make(count: number): T;
  /**
   * Samples of a stored plane, which may be its bytes themselves; they are used up before the next plane is decoded.
   *
   * @throws AppError for values that slices cannot be made of
   */
  decode(plane: Uint8Array): T;
}

/** How a file is read of which only some slices are wanted. */
export interface CutOptions {
  /**
   * That somebody has read this very file to its end before and knows it again by its hash: then unpacking stops after the last
   * plane that is needed. Otherwise it goes on to the end, because only there a gzip tells whether what came out is what went in.
   */
  readonly isVerified?: boolean;
}

/**
 * Cuts slices out of a NIfTI volume while it is being unpacked, so that no volume is ever held in memory.
 *
 * @throws AppError formats.*; RangeError for a slice outside the volume
 */
export async function cutNiftiSlices<T extends Samples>(
  file: string,
  wanted: readonly WantedSlice[],
  decoderFor: (header: NiftiHeader) => PlaneDecoder<T>,
  { isVerified = false }: CutOptions = {},
): Promise<CutSlice<T>[]> {
  const { header, samples } = await openNifti(file);
  const cutter = new Cutter(header, wanted, decoderFor(header));
  let found = 0;
  for await (const chunk of samples) {
    found += chunk.length;
    cutter.take(chunk);
    if (isVerified && cutter.isDone()) return cutter.slices;
  }
  const expected = header.dims[2] * cutter.planeBytes;
  if (found < expected) throw new AppError('formats.truncated', { file, found, expected });
  return cutter.slices;
}

/** A slice being filled, and how it lies towards the planes of the stored array (its third axis). */
interface Target<T> {
  readonly slice: CutSlice<T>;
  readonly firstPlane: number;
  readonly lastPlane: number;
  /** What each further plane adds: everything at once, the next row, or the next column. */
  readonly perPlane: 'all' | 'row' | 'column';
}

/** Fills the wanted slices plane by plane of the stored array. */
class Cutter<T extends Samples> {
  readonly slices: CutSlice<T>[];
  readonly planeBytes: number;
  private planesTaken = 0;
  private readonly targets: readonly Target<T>[];
  private readonly isWanted: Uint8Array;
  private readonly lastPlane: number;
  private readonly planeSamples: number;
  private readonly decoder: PlaneDecoder<T>;
  /** The plane that lies across two chunks, and how much of it is there. */
  private readonly split: Uint8Array;
  private splitBytes = 0;

  constructor(header: NiftiHeader, wanted: readonly WantedSlice[], decoder: PlaneDecoder<T>) {
    this.decoder = decoder;
    this.planeSamples = header.dims[0] * header.dims[1];
    this.planeBytes = this.planeSamples * header.bytesPerVoxel;
    this.split = new Uint8Array(this.planeBytes);
    const reorientation = planLpsReorientation(header.affineRas, header.dims);
    this.targets = wanted.map((slice) => targetOf(slice, reorientation, decoder));
    this.slices = this.targets.map(({ slice }) => slice);
    this.isWanted = new Uint8Array(header.dims[2]);
    for (const { firstPlane, lastPlane } of this.targets) this.isWanted.fill(1, firstPlane, lastPlane + 1);
    this.lastPlane = this.isWanted.lastIndexOf(1);
  }

  isDone(): boolean {
    return this.planesTaken > this.lastPlane;
  }

  /** Takes the next bytes of the volume. Whole planes are used where they lie; only what a chunk ends in is copied. */
  take(chunk: Uint8Array): void {
    let used = 0;
    if (this.splitBytes > 0) {
      used = this.keepSplit(chunk);
      if (this.splitBytes < this.planeBytes) return;
      this.splitBytes = 0;
      this.takePlane(this.split);
    }
    while (!this.isDone() && used + this.planeBytes <= chunk.length) {
      this.takePlane(chunk.subarray(used, used + this.planeBytes));
      used += this.planeBytes;
    }
    if (!this.isDone()) this.keepSplit(chunk.subarray(used));
  }

  private keepSplit(bytes: Uint8Array): number {
    const kept = bytes.subarray(0, this.planeBytes - this.splitBytes);
    if (this.isWanted[this.planesTaken] === 1) this.split.set(kept, this.splitBytes);
    this.splitBytes += kept.length;
    return kept.length;
  }

  private takePlane(bytes: Uint8Array): void {
    const plane = this.planesTaken;
    this.planesTaken += 1;
    if (this.isWanted[plane] === 0) return;
    const decoded = this.decoder.decode(bytes);
    for (const target of this.targets)
      if (target.firstPlane <= plane && plane <= target.lastPlane) this.copy(decoded, target, plane);
  }

  /** Copies the pixels of a slice that lie in a stored plane. */
  private copy(decoded: T, { slice, perPlane }: Target<T>, plane: number): void {
    const { start, xStep, yStep } = slice.plan;
    const startPlane = Math.floor(start / this.planeSamples);
    const inPlane = start - startPlane * this.planeSamples;
    const along = Math.abs(plane - startPlane);
    const size = { width: slice.width, height: slice.height };
    if (perPlane === 'row') {
      copyStrided(decoded, slice.samples, {
        from: inPlane,
        step: xStep,
        to: along * size.width,
        toStep: 1,
        count: size.width,
      });
      return;
    }
    if (perPlane === 'column') {
      copyStrided(decoded, slice.samples, {
        from: inPlane,
        step: yStep,
        to: along,
        toStep: size.width,
        count: size.height,
      });
      return;
    }
    // Where rows lie as the slice has them, they are one stretch.
    if (xStep === 1 && yStep === size.width) {
      slice.samples.set(decoded.subarray(inPlane, inPlane + slice.samples.length));
      return;
    }
    for (let y = 0; y < size.height; y += 1) {
      copyStrided(decoded, slice.samples, {
        from: inPlane + y * yStep,
        step: xStep,
        to: y * size.width,
        toStep: 1,
        count: size.width,
      });
    }
  }
}

interface Stretch {
  readonly from: number;
  readonly step: number;
  readonly to: number;
  readonly toStep: number;
  readonly count: number;
}

function copyStrided(source: Samples, target: Samples, { from, step, to, toStep, count }: Stretch): void {
  if (step === 1 && toStep === 1) {
    target.set(source.subarray(from, from + count), to);
    return;
  }
  for (let n = 0, read = from, write = to; n < count; n += 1, read += step, write += toStep)
    target[write] = source[read]!;
}

function targetOf<T extends Samples>(
  { axis, index }: WantedSlice,
  reorientation: Reorientation,
  decoder: PlaneDecoder<T>,
): Target<T> {
  const plan = storedSlicePlan(reorientation, axis, index);
  const { width, height } = plan;
  const [nx, ny] = reorientation.storedDims;
  const [xAxis, yAxis] = axis === 2 ? ([0, 1] as const) : axis === 1 ? ([0, 2] as const) : ([1, 2] as const);
  const perPlane =
    reorientation.source[xAxis] === 2 ? 'column' : reorientation.source[yAxis] === 2 ? 'row' : 'all';
  const lastPixel = plan.start + (width - 1) * plan.xStep + (height - 1) * plan.yStep;
  const planes = [plan.start, lastPixel].map((at) => Math.floor(at / (nx * ny)));
  return {
    slice: { axis, index, width, height, plan, samples: decoder.make(width * height) },
    firstPlane: Math.min(...planes),
    lastPlane: Math.max(...planes),
    perPlane,
  };
}

/** The slice's pixel order, expressed in indices of the stored array instead of the LPS array. */
export function storedSlicePlan(reorientation: Reorientation, axis: SliceAxis, index: number): SlicePlan {
  const { dims } = reorientation;
  const { steps, start } = storedSteps(reorientation);
  const { width, height } = planSlice(dims, axis, index);
  const fixed = start + index * steps[axis];
  if (axis === 2) return { width, height, start: fixed, xStep: steps[0], yStep: steps[1] };
  const topRow = fixed + (dims[2] - 1) * steps[2];
  return { width, height, start: topRow, xStep: axis === 1 ? steps[0] : steps[1], yStep: -steps[2] };
}
