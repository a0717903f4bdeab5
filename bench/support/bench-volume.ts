import { writeFileSync } from 'node:fs';
import { encodeNifti } from '../../src/main/formats/nifti-encode.ts';
import { readNiftiVolume } from '../../src/main/formats/nifti-volume.ts';
import { type Dims3, type Grid, cutBox } from '../../src/shared/domain/segmentation/grid.ts';
import { zoomLinearToInt32 } from '../../src/shared/domain/segmentation/zoom.ts';
import { spacingOf } from '../../src/shared/domain/volume/affine.ts';
import { demoPhantom } from '../../test/support/demo-phantom.ts';
import { hasSharedData, sharedData } from '../../test/support/shared-data.ts';

/** A CT in LPS order. */
export interface BenchVolume {
  readonly grid: Grid;
  readonly spacing: Dims3;
  readonly name: string;
}

/** A published CT of a trunk in 3 mm where one is at hand, the demo's painted one otherwise. */
export async function trunk(): Promise<BenchVolume> {
  if (hasSharedData) {
    const { volume } = await readNiftiVolume(sharedData('ct-abdomen-nifti', 'example_ct.nii.gz'));
    const [x, y, z] = spacingOf(volume.affineLps);
    return { grid: volume, spacing: [x, y, z], name: 'a CT of a trunk' };
  }
  const grid = { dims: [122, 84, 112], spacing: [3, 3, 3], origin: [-183, -126, 20] } as const;
  const { image } = demoPhantom('CT', grid);
  return { grid: { dims: grid.dims, data: image }, spacing: grid.spacing, name: 'the painted CT' };
}

/** The middle of a volume. */
export function middle({ grid, spacing, name }: BenchVolume, dims: Dims3): BenchVolume {
  const start = (a: 0 | 1 | 2): number => Math.floor((grid.dims[a] - dims[a]) / 2);
  const from: Dims3 = [start(0), start(1), start(2)];
  const end: Dims3 = [from[0] + dims[0], from[1] + dims[1], from[2] + dims[2]];
  return { grid: cutBox(grid, from, end), spacing, name };
}

/** The same with as many voxels as a scanner writes. @returns its size */
export function writeUpsampled(file: string, { grid, spacing }: BenchVolume, times: Dims3): Dims3 {
  const [nx, ny, nz] = grid.dims;
  const dims: Dims3 = [nx * times[0], ny * times[1], nz * times[2]];
  const data = Int16Array.from(zoomLinearToInt32(grid, dims).data);
  const [sx, sy, sz] = [spacing[0] / times[0], spacing[1] / times[1], spacing[2] / times[2]];
  const affine = [-sx, 0, 0, 0, 0, -sy, 0, 0, 0, 0, sz, 0, 0, 0, 0, 1];
  writeFileSync(file, encodeNifti({ dims, affine, dtype: 'int16', data, gzip: true }));
  return dims;
}
