import { idOf } from '../../../shared/domain/anatomy/classes.ts';
import type { Grid, PaintedVolume } from './grid.ts';
import type { Point, Shape } from './shapes.ts';
import { depthRatio, outlineAt } from './torso.ts';
import type { Structure, Tissue } from './structure.ts';
import { TISSUES } from './tissue.ts';

/** A volume while it is painted; nothing is painted outside `body` (1 = inside the skin). */
interface Canvas extends PaintedVolume {
  readonly body: Uint8Array;
}

const SKIN = 0.985;
const SUBCUTANEOUS = 0.9;
const CHEST_WALL = 0.76;

/** Paints the trunk and then every structure, in order, onto a grid. */
export function paint(structures: readonly Structure[], grid: Grid): PaintedVolume {
  const voxelCount = grid.dims[0] * grid.dims[1] * grid.dims[2];
  const volume: Canvas = {
    grid,
    tissues: new Uint8Array(voxelCount),
    labels: new Uint8Array(voxelCount),
    body: new Uint8Array(voxelCount),
  };
  paintTrunk(volume);
  for (const structure of structures) {
    const tissue = TISSUES.indexOf(structure.tissue);
    const label = structure.className ? idOf(structure.className) : 0;
    for (const shape of structure.shapes.flatMap((whole) => whole.parts ?? [whole])) {
      paintShape(volume, shape, tissue, label);
    }
  }
  return volume;
}

/** Fat under the skin, a muscular wall, fat between the organs. */
function paintTrunk({ grid, tissues, body }: Canvas): void {
  const [nx, ny, nz] = grid.dims;
  const index = (tissue: Tissue): number => TISSUES.indexOf(tissue);
  const [air, fat, muscle] = [index('air'), index('fat'), index('muscle')];
  for (let k = 0, voxel = 0; k < nz; k += 1) {
    const outline = outlineAt(grid.origin[2] + k * grid.spacing[2]);
    for (let j = 0; j < ny; j += 1) {
      const y = grid.origin[1] + j * grid.spacing[1];
      for (let i = 0; i < nx; i += 1, voxel += 1) {
        const ratio = depthRatio(grid.origin[0] + i * grid.spacing[0], y, outline);
        body[voxel] = ratio < SKIN ? 1 : 0;
        const isWall = ratio < SUBCUTANEOUS && ratio > CHEST_WALL;
        tissues[voxel] = ratio > 1 ? air : isWall || ratio > SKIN ? muscle : fat;
      }
    }
  }
}

function paintShape(
  { grid, tissues, labels, body }: Canvas,
  shape: Shape,
  tissue: number,
  label: number,
): void {
  const [first, last] = voxelBounds(grid, shape);
  const [nx, ny] = grid.dims;
  for (let k = first[2]; k <= last[2]; k += 1) {
    const z = grid.origin[2] + k * grid.spacing[2];
    for (let j = first[1]; j <= last[1]; j += 1) {
      const y = grid.origin[1] + j * grid.spacing[1];
      for (let i = first[0]; i <= last[0]; i += 1) {
        const voxel = i + nx * (j + ny * k);
        if (body[voxel] === 0 || !shape.contains(grid.origin[0] + i * grid.spacing[0], y, z)) continue;
        tissues[voxel] = tissue;
        labels[voxel] = label;
      }
    }
  }
}

function voxelBounds(grid: Grid, shape: Shape): [Point, Point] {
  const at = (axis: 0 | 1 | 2, mm: number): number =>
    Math.min(grid.dims[axis] - 1, Math.max(0, Math.round((mm - grid.origin[axis]) / grid.spacing[axis])));
  return [
    [at(0, shape.min[0]), at(1, shape.min[1]), at(2, shape.min[2])],
    [at(0, shape.max[0]), at(1, shape.max[1]), at(2, shape.max[2])],
  ];
}
