import { AppError } from '../../shared/contract/app-error.ts';
import type { Modality } from '../../shared/domain/anatomy/classes.ts';
import { LabelRuns } from '../../shared/domain/volume/label-runs.ts';
import { planLpsReorientation } from '../../shared/domain/volume/reorientation.ts';
import { openNifti } from './nifti-file.ts';
import { labelDecoder } from './nifti-label-slices.ts';

type Range = readonly [first: number, last: number];

/** Where a class lies in a volume: first and last slice with a voxel of it along each LPS axis, both inclusive. */
export interface ClassExtent {
  readonly classId: number;
  readonly axes: readonly [Range, Range, Range];
}

/**
 * The extents of all classes of a multilabel segmentation, in one pass over the file while it is being unpacked.
 *
 * @throws AppError formats.*
 */
export async function readLabelExtents(file: string, modality: Modality): Promise<ClassExtent[]> {
  const { header, samples } = await openNifti(file);
  const decoder = labelDecoder(header, modality, file);
  const stored = new StoredExtents(header.dims);
  const plane = new Uint8Array(header.dims[0] * header.dims[1] * header.bytesPerVoxel);
  let filled = 0;
  for await (const chunk of samples) {
    for (let used = 0; used < chunk.length;) {
      const part = chunk.subarray(used, used + plane.length - filled);
      plane.set(part, filled);
      used += part.length;
      filled += part.length;
      if (filled < plane.length) break;
      stored.take(decoder(plane));
      filled = 0;
    }
  }
  if (stored.planes < header.dims[2]) {
    const [found, expected] = [stored.planes, header.dims[2]].map((planes) => planes * plane.length);
    throw new AppError('formats.truncated', { file, found: found!, expected: expected! });
  }
  const { source, flip, dims } = planLpsReorientation(header.affineRas, header.dims);
  return stored.all().map(({ classId, axes }) => {
    const along = (axis: 0 | 1 | 2): Range => {
      const [first, last] = axes[source[axis]]!;
      return flip[axis] ? [dims[axis] - 1 - last, dims[axis] - 1 - first] : [first, last];
    };
    return { classId, axes: [along(0), along(1), along(2)] };
  });
}

const IDS = 256;

/** First and last index of every class along the axes of the stored array, fed plane by plane. */
class StoredExtents {
  private readonly dims: readonly [number, number, number];
  private readonly first: readonly Int32Array[];
  private readonly last: readonly Int32Array[];
  private z = 0;

  constructor(dims: readonly [number, number, number]) {
    this.dims = dims;
    this.first = dims.map((size) => new Int32Array(IDS).fill(size));
    this.last = dims.map(() => new Int32Array(IDS).fill(-1));
  }

  get planes(): number {
    return this.z;
  }

  /** A run of equal labels at a time: most of a segmentation is long runs. */
  take(labels: Uint8Array): void {
    const [width, height] = this.dims;
    const runs = new LabelRuns(labels);
    for (let y = 0, row = 0; y < height && this.z < this.dims[2]; y += 1, row += width) {
      for (let at = row; at < row + width;) {
        const begin = at;
        const id = labels[begin]!;
        at = runs.end(begin, row + width);
        if (id !== 0) this.widen(id, [begin - row, at - 1 - row], y);
      }
    }
    this.z += 1;
  }

  all(): ClassExtent[] {
    const range = (axis: number, id: number): Range => [this.first[axis]![id]!, this.last[axis]![id]!];
    return Array.from({ length: IDS }, (_, id) => id)
      .filter((id) => this.last[0]![id]! >= 0)
      .map((classId) => ({ classId, axes: [range(0, classId), range(1, classId), range(2, classId)] }));
  }

  private widen(id: number, [left, right]: Range, y: number): void {
    const [first, last] = [this.first, this.last];
    if (left < first[0]![id]!) first[0]![id] = left;
    if (right > last[0]![id]!) last[0]![id] = right;
    if (y < first[1]![id]!) first[1]![id] = y;
    if (y > last[1]![id]!) last[1]![id] = y;
    if (this.z < first[2]![id]!) first[2]![id] = this.z;
    last[2]![id] = this.z;
  }
}
