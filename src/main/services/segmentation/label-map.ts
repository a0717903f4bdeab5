import { type Affine, type Vector3, determinant } from '../../../shared/domain/volume/affine.ts';
import { encodeNifti } from '../../formats/nifti-encode.ts';
import { type LabelSpace, unifiedId, writtenId } from './label-ids.ts';

/** How much of a class was found. */
export interface FoundClass {
  /** Unified. */
  readonly classId: number;
  readonly voxels: number;
  readonly millilitres: number;
}

/** A pack's labels with the ids that an import expects, and what is among them. */
export interface LabelMap {
  readonly ids: Uint8Array;
  readonly classes: readonly FoundClass[];
}

/** @param affineLps Of the volume; its determinant is the size of a voxel. @throws AppError segmentation.not-on-mr */
export function labelMapOf(
  labels: Uint8Array,
  space: LabelSpace,
  { affineLps }: { readonly affineLps: Affine },
): LabelMap {
  const voxels = countLabels(labels);
  const idOf = Uint8Array.from(voxels, (count, label) => (count > 0 ? writtenId(label, space) : 0));
  return {
    ids: mapped(labels, idOf),
    classes: classesOf(voxels, space, Math.abs(determinant(affineLps)) / 1000),
  };
}

export interface Geometry {
  readonly dims: Vector3;
  /** Voxel → RAS mm of the array as it is given. */
  readonly affineRas: Affine;
}

export const encodeLabels = (ids: Uint8Array, { dims, affineRas }: Geometry, gzip: boolean): Buffer =>
  encodeNifti({ dims, affine: affineRas, dtype: 'uint8', data: ids, gzip });

// Plain loops: a label map has up to hundreds of millions of voxels, and the array's own methods take four times as long.

function mapped(labels: Uint8Array, idOf: Uint8Array): Uint8Array {
  const ids = new Uint8Array(labels.length);
  for (let i = 0; i < labels.length; i += 1) ids[i] = idOf[labels[i]!]!;
  return ids;
}

/** Voxels of each label. */
function countLabels(labels: Uint8Array): Float64Array {
  const voxels = new Float64Array(256);
  for (let i = 0; i < labels.length; i += 1) voxels[labels[i]!]! += 1;
  return voxels;
}

function classesOf(voxels: Float64Array, space: LabelSpace, voxelMl: number): FoundClass[] {
  return [...voxels].flatMap((count, label) =>
    label > 0 && count > 0
      ? [{ classId: unifiedId(label, space), voxels: count, millilitres: count * voxelMl }]
      : [],
  );
}
