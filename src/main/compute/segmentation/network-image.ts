import type { SegmentationPart } from '../../formats/model-pack/segmentation-manifest.ts';
import { type Dims3, type Grid, cutBox } from '../../../shared/domain/segmentation/grid.ts';
import { filledNonZero, nonZeroBox, normalise } from '../../../shared/domain/segmentation/normalise.ts';
import { paddingFor, tileStarts } from '../../../shared/domain/segmentation/tiles.ts';

/** A case as nnU-Net sees it: what is not 0 of a volume in RAS, on the network's spacing. */
export interface Case {
  readonly dims: Dims3;
  /** Where it lies in the volume that it is cut from. */
  readonly start: Dims3;
}

/** How a case is laid out for a network. Axes are the network's, first one slowest: (z, y, x) after `transposeForward`. */
export interface TilePlan {
  readonly size: Dims3;
  readonly before: Dims3;
  readonly padded: Dims3;
  readonly patch: Dims3;
  /** Distance in the image's memory between neighbours along each network axis. */
  readonly strides: Dims3;
  /** Starts along each axis of the padded image. */
  readonly starts: readonly [readonly number[], readonly number[], readonly number[]];
}

/** Leaves out what is 0 all around. */
export function caseOf(volume: Grid): Case {
  const { start, end } = nonZeroBox(volume);
  return { dims: [end[0] - start[0], end[1] - start[1], end[2] - start[2]], start };
}

/** Its voxels; no copy where it is the whole volume. */
export function imageOf(volume: Grid, { dims, start }: Case): Grid {
  if (dims.every((size, a) => size === volume.dims[a])) return volume;
  return cutBox(volume, start, [start[0] + dims[0], start[1] + dims[1], start[2] + dims[2]]);
}

export function planTiles(dims: Dims3, part: SegmentationPart, stepSize: number): TilePlan {
  const [nx, ny, nz] = dims;
  const sizes = [nz, ny, nx];
  const strides = [nx * ny, nx, 1];
  const inOrder = (values: readonly number[]): Dims3 => {
    const [a, b, c] = part.transposeForward;
    return [values[a]!, values[b]!, values[c]!];
  };
  const size = inOrder(sizes);
  const { before, padded } = paddingFor(size, part.patch);
  const startsOn = (a: 0 | 1 | 2): number[] => tileStarts(padded[a], part.patch[a], stepSize);
  return {
    size,
    before,
    padded,
    patch: part.patch,
    strides: inOrder(strides),
    starts: [startsOn(0), startsOn(1), startsOn(2)],
  };
}

export const tileCount = ({ starts }: TilePlan): number =>
  starts[0].length * starts[1].length * starts[2].length;

/** The image's one channel, normalised by the part's plan. */
export function normalisedImage(image: Grid, part: SegmentationPart): Float32Array {
  const channel = part.channels[0]!;
  const needsMask = channel.scheme === 'ZScoreNormalization' && channel.useMask;
  return normalise(image.data, channel, needsMask ? filledNonZero(image) : undefined);
}

/** Copies a tile, row-major in network order, 0 where it reaches into the padding. */
export function fillTile(tile: Float32Array, image: Float32Array, plan: TilePlan, start: Dims3): void {
  const { patch, before, size, strides } = plan;
  const first = start.map((value, a) => value - before[a]!) as unknown as Dims3;
  tile.fill(0);
  for (let a = 0; a < patch[0]; a += 1) {
    const i = first[0] + a;
    if (i < 0 || i >= size[0]) continue;
    for (let b = 0; b < patch[1]; b += 1) {
      const j = first[1] + b;
      if (j < 0 || j >= size[1]) continue;
      const from = i * strides[0] + j * strides[1];
      const to = (a * patch[1] + b) * patch[2];
      const end = Math.min(patch[2], size[2] - first[2]);
      for (let c = Math.max(0, -first[2]); c < end; c += 1)
        tile[to + c] = image[from + (first[2] + c) * strides[2]]!;
    }
  }
}
