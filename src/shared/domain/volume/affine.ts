/**
 * 4 x 4 affine, row-major, 16 numbers: homogeneous voxel index (i, j, k, 1) → millimetres. The name of a value says
 * which patient space it leads to: RAS (NIfTI: x right → left is negative) or LPS (DICOM and everything in here).
 */
export type Affine = readonly number[];

export type Vector3 = readonly [number, number, number];

/** Applies an affine to a voxel index; millimetres in the affine's space. */
export function applyAffine(affine: Affine, [i, j, k]: Vector3): Vector3 {
  const row = (r: number): number =>
    affine[r * 4]! * i + affine[r * 4 + 1]! * j + affine[r * 4 + 2]! * k + affine[r * 4 + 3]!;
  return [row(0), row(1), row(2)];
}

/** RAS ⟷ LPS: the first two rows change sign. */
export function flipRasLps(affine: Affine): Affine {
  return affine.map((value, index) => (index < 8 ? -value || 0 : value));
}

/** Length of one voxel step along each array axis, mm. */
export function spacingOf(affine: Affine): Vector3 {
  const length = (c: number): number => Math.hypot(affine[c]!, affine[4 + c]!, affine[8 + c]!);
  return [length(0), length(1), length(2)];
}

/** Unit direction of an array axis in the affine's space. */
export function directionOf(affine: Affine, axis: 0 | 1 | 2): Vector3 {
  const length = spacingOf(affine)[axis] || 1;
  return [affine[axis]! / length, affine[4 + axis]! / length, affine[8 + axis]! / length];
}

/** Determinant of the rotation-and-scale part; 0 means that the header places nothing anywhere. */
export function determinant(a: Affine): number {
  return (
    a[0]! * (a[5]! * a[10]! - a[6]! * a[9]!) -
    a[1]! * (a[4]! * a[10]! - a[6]! * a[8]!) +
    a[2]! * (a[4]! * a[9]! - a[5]! * a[8]!)
  );
}

/** How far the array axes are from being perpendicular to each other, degrees; 0 for a rotation with voxel sizes. */
export function shearOf(affine: Affine): number {
  const [x, y, z] = ([0, 1, 2] as const).map((axis) => directionOf(affine, axis)) as [
    Vector3,
    Vector3,
    Vector3,
  ];
  const sine = (a: Vector3, b: Vector3): number => Math.abs(a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
  return (Math.asin(Math.min(1, Math.max(sine(x, y), sine(y, z), sine(x, z)))) * 180) / Math.PI;
}
