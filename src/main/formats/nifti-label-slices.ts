import { AppError } from '../../shared/contract/app-error.ts';
import { UNIFIED_ID_BY_MR_ID } from '../../shared/domain/anatomy/tables/mr-class-ids.ts';
import { CLASS_COUNT, type Modality } from '../../shared/domain/anatomy/classes.ts';
import {
  type Reorientation,
  planLpsReorientation,
  storedSteps,
} from '../../shared/domain/volume/reorientation.ts';
import { type SliceAxis, type SlicePlan, planSlice } from '../../shared/domain/volume/slice.ts';
import { openNifti } from './nifti-file.ts';
import type { NiftiHeader } from './nifti-header.ts';
import { type SampleReader, sampleReader } from './nifti-samples.ts';

export interface WantedSlice {
  readonly axis: SliceAxis;
  readonly index: number;
}

/** Mask of one slice: row-major unified class ids, 0 is background. */
export interface LabelSlice extends WantedSlice {
  readonly width: number;
  readonly height: number;
  readonly mask: Uint8Array;
}

/**
 * Cuts slices out of a multilabel segmentation while it is being unpacked, so that no volume is ever held in memory
 * and unpacking stops after the last plane that is needed. MR task ids become unified ids; ids outside the schema
 * become background.
 *
 * @throws AppError formats.*; RangeError for a slice outside the volume
 */
export async function readLabelSlices(
  file: string,
  modality: Modality,
  wanted: readonly WantedSlice[],
): Promise<LabelSlice[]> {
  const { header, samples } = await openNifti(file);
  const cutter = new Cutter(header, { file, modality, wanted });
  let pending: Buffer = Buffer.alloc(0);
  for await (const chunk of samples) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    pending = pending.subarray(cutter.take(pending));
    if (cutter.isDone()) break;
  }
  if (!cutter.isDone()) throw cutter.truncated();
  return cutter.slices;
}

/** A slice being filled: pixel (x, y) is stored sample start + x * xStep + y * yStep. */
interface Target {
  readonly slice: LabelSlice;
  readonly plan: SlicePlan;
  /** Stored planes (third stored axis) that the slice touches: one, or all. */
  readonly firstPlane: number;
  readonly lastPlane: number;
}

/** Fills the wanted slices plane by plane of the stored array. */
class Cutter {
  readonly slices: LabelSlice[];
  private readonly header: NiftiHeader;
  private readonly targets: readonly Target[];
  private readonly lastPlane: number;
  private readonly toUnified: (value: number) => number;
  private readonly file: string;
  private readonly planeSamples: number;
  private plane = 0;

  constructor(
    header: NiftiHeader,
    options: { file: string; modality: Modality; wanted: readonly WantedSlice[] },
  ) {
    this.header = header;
    this.file = options.file;
    this.planeSamples = header.dims[0] * header.dims[1];
    const reorientation = planLpsReorientation(header.affineRas, header.dims);
    this.targets = options.wanted.map((slice) => targetOf(slice, reorientation, header));
    this.slices = this.targets.map(({ slice }) => slice);
    this.lastPlane = Math.max(-1, ...this.targets.map(({ lastPlane }) => lastPlane));
    this.toUnified = unifier(options.modality, header.scaling, options.file);
  }

  isDone(): boolean {
    return this.plane > this.lastPlane;
  }

  truncated(): AppError {
    const planeBytes = this.planeSamples * this.header.bytesPerVoxel;
    return new AppError('formats.truncated', {
      file: this.file,
      found: this.plane * planeBytes,
      expected: this.header.dims[2] * planeBytes,
    });
  }

  /** Uses as many whole planes as there are and says how many bytes that took. */
  take(bytes: Buffer): number {
    const planeBytes = this.planeSamples * this.header.bytesPerVoxel;
    let used = 0;
    while (!this.isDone() && used + planeBytes <= bytes.length) {
      const touching = this.targets.filter(
        ({ firstPlane, lastPlane }) => firstPlane <= this.plane && this.plane <= lastPlane,
      );
      if (touching.length > 0) {
        const plane = bytes.subarray(used, used + planeBytes);
        const read = sampleReader(plane, this.header.datatype, this.header.littleEndian);
        for (const target of touching) this.copy(target, read);
      }
      used += planeBytes;
      this.plane += 1;
    }
    return used;
  }

  /** Copies the pixels of a slice that lie in the current stored plane. */
  private copy({ slice, plan }: Target, read: SampleReader): void {
    const first = this.plane * this.planeSamples;
    const end = first + this.planeSamples;
    const bytes = this.header.bytesPerVoxel;
    for (let y = 0; y < plan.height; y += 1) {
      const row = plan.start + y * plan.yStep;
      const lastInRow = row + (plan.width - 1) * plan.xStep;
      if (Math.max(row, lastInRow) < first || Math.min(row, lastInRow) >= end) continue;
      for (let x = 0, at = row; x < plan.width; x += 1, at += plan.xStep) {
        if (at < first || at >= end) continue;
        slice.mask[y * plan.width + x] = this.toUnified(read((at - first) * bytes));
      }
    }
  }
}

function targetOf({ axis, index }: WantedSlice, reorientation: Reorientation, header: NiftiHeader): Target {
  const plan = storedSlicePlan(reorientation, axis, index);
  const planeSamples = header.dims[0] * header.dims[1];
  const corners = [0, plan.width - 1].flatMap((x) =>
    [0, plan.height - 1].map((y) => plan.start + x * plan.xStep + y * plan.yStep),
  );
  const planes = corners.map((at) => Math.floor(at / planeSamples));
  const mask = new Uint8Array(plan.width * plan.height);
  return {
    slice: { axis, index, width: plan.width, height: plan.height, mask },
    plan,
    firstPlane: Math.min(...planes),
    lastPlane: Math.max(...planes),
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
