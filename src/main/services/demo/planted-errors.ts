import { type ClassName, idOf } from '../../../shared/domain/anatomy/classes.ts';
import type { PaintedVolume } from './grid.ts';
import { ellipsoid, type Shape } from './shapes.ts';

/** Mistakes of the kinds that automatic segmentations make, put in on purpose and known by place. */
export type PlantedErrorKind = 'sides-swapped' | 'level-off' | 'spill' | 'stray-part' | 'cut-off' | 'missing';

/** A mistake in the segmentation, within heights fromMm ≤ z ≤ toMm of the phantom's space. */
export interface PlantedError {
  readonly kind: PlantedErrorKind;
  /** Classes whose regions are wrong there. */
  readonly classNames: readonly ClassName[];
  readonly fromMm: number;
  readonly toMm: number;
}

type Relabel = (label: number, x: number, y: number, z: number) => number;

interface Recipe extends PlantedError {
  readonly relabel: Relabel;
}

const swap = (a: ClassName, b: ClassName): Relabel => {
  const [idA, idB] = [idOf(a), idOf(b)];
  return (label) => (label === idA ? idB : label === idB ? idA : label);
};
const move = (
  from: ClassName,
  to: ClassName | null,
  where: (x: number, y: number, z: number) => boolean,
): Relabel => {
  const [source, target] = [idOf(from), to === null ? 0 : idOf(to)];
  return (label, x, y, z) => (label === source && where(x, y, z) ? target : label);
};
const stray = (shape: Shape, className: ClassName): Relabel => {
  const target = idOf(className);
  return (label, x, y, z) => (shape.contains(x, y, z) ? target : label);
};

const everywhere = (): boolean => true;

/** One recipe list per demo patient, so that no patient is spoilt by all of them. */
const RECIPES: readonly (readonly Recipe[])[] = [
  [
    {
      kind: 'stray-part',
      classNames: ['spleen'],
      fromMm: 268,
      toMm: 296,
      relabel: stray(ellipsoid([-96, -34, 282], [9, 9, 14]), 'spleen'),
    },
    {
      kind: 'level-off',
      classNames: ['vertebrae_T11', 'vertebrae_T12'],
      fromMm: 246,
      toMm: 268,
      relabel: move('vertebrae_T12', 'vertebrae_T11', everywhere),
    },
  ],
  [
    {
      kind: 'sides-swapped',
      classNames: ['kidney_left', 'kidney_right'],
      fromMm: 190,
      toMm: 250,
      relabel: swap('kidney_left', 'kidney_right'),
    },
    {
      kind: 'spill',
      classNames: ['liver', 'stomach'],
      fromMm: 258,
      toMm: 300,
      relabel: move('stomach', 'liver', (x) => x < 66),
    },
  ],
  [
    {
      kind: 'cut-off',
      classNames: ['pancreas'],
      fromMm: 200,
      toMm: 262,
      relabel: move('pancreas', null, (x) => x > 6),
    },
    {
      kind: 'missing',
      classNames: ['gallbladder'],
      fromMm: 200,
      toMm: 256,
      relabel: move('gallbladder', null, everywhere),
    },
    {
      kind: 'sides-swapped',
      classNames: ['lung_lower_lobe_left', 'lung_lower_lobe_right'],
      fromMm: 320,
      toMm: 362,
      relabel: swap('lung_lower_lobe_left', 'lung_lower_lobe_right'),
    },
  ],
];

/** What is wrong with the segmentation of a demo patient. */
export function plantedErrors(patient: number): readonly PlantedError[] {
  return RECIPES[patient % RECIPES.length]!;
}

/** The painted labels as a segmentation model with these mistakes would have given them. */
export function segmentWithErrors({ grid, labels }: PaintedVolume, patient: number): Uint8Array {
  const recipes = RECIPES[patient % RECIPES.length]!;
  const out = labels.slice();
  const [nx, ny, nz] = grid.dims;
  for (let k = 0; k < nz; k += 1) {
    const z = grid.origin[2] + k * grid.spacing[2];
    for (const { relabel } of recipes.filter(({ fromMm, toMm }) => z >= fromMm && z <= toMm)) {
      relabelSlice(out.subarray(nx * ny * k, nx * ny * (k + 1)), nx, (label, i, j) =>
        relabel(label, grid.origin[0] + i * grid.spacing[0], grid.origin[1] + j * grid.spacing[1], z),
      );
    }
  }
  return out;
}

function relabelSlice(
  slice: Uint8Array,
  nx: number,
  relabel: (label: number, i: number, j: number) => number,
): void {
  for (let pixel = 0; pixel < slice.length; pixel += 1) {
    const i = pixel % nx;
    slice[pixel] = relabel(slice[pixel]!, i, (pixel - i) / nx);
  }
}
