import { encodeNifti } from '../../src/main/formats/nifti-encode.ts';
import { seededRandom } from '../../src/shared/lib/random.ts';

export type Dims = readonly [number, number, number];

const LABELS = 117;

/**
 * A multilabel segmentation the way real ones are built: 117 smooth bodies, most of the volume background, long runs of equal
 * bytes. Stored in LPS at 1 mm, gzip.
 */
export function labelVolume(dims: Dims, seed = 1): Buffer {
  const affine = [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
  return encodeNifti({ dims, affine, dtype: 'uint8', data: labelSamples(dims, seed), gzip: true });
}

/** The same, not yet a file: x runs fastest. */
export function labelSamples(dims: Dims, seed = 1): Uint8Array {
  const data = new Uint8Array(dims[0] * dims[1] * dims[2]);
  const random = seededRandom(seed);
  for (let label = 1; label <= LABELS; label += 1) {
    const centre = dims.map((size) => size * (0.15 + 0.7 * random()));
    const radius = dims.map((size) => size * (0.03 + 0.1 * random()));
    paint(data, dims, { centre, radius, label });
  }
  return data;
}

interface Body {
  readonly centre: readonly number[];
  readonly radius: readonly number[];
  readonly label: number;
}

/** An ellipsoid, a run at a time. */
function paint(data: Uint8Array, [width, height, depth]: Dims, { centre, radius, label }: Body): void {
  const [cx = 0, cy = 0, cz = 0] = centre;
  const [rx = 1, ry = 1, rz = 1] = radius;
  for (let z = Math.max(0, Math.ceil(cz - rz)); z <= Math.min(depth - 1, cz + rz); z += 1) {
    for (let y = Math.max(0, Math.ceil(cy - ry)); y <= Math.min(height - 1, cy + ry); y += 1) {
      const left = 1 - ((z - cz) / rz) ** 2 - ((y - cy) / ry) ** 2;
      if (left <= 0) continue;
      const half = rx * Math.sqrt(left);
      const row = (z * height + y) * width;
      data.fill(
        label,
        row + Math.max(0, Math.ceil(cx - half)),
        row + Math.min(width, Math.floor(cx + half) + 1),
      );
    }
  }
}
