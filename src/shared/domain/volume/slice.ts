import { type Affine, type Vector3, directionOf, spacingOf } from './affine.ts';

/** 0 sagittal, 1 coronal, 2 axial: the array axis of the LPS volume that a slice is taken from. */
export type SliceAxis = 0 | 1 | 2;

/** Patient direction letters (Right, Left, Anterior, Posterior, Head, Foot) at the edges of a slice as displayed. */
export interface EdgeMarkers {
  readonly left: string;
  readonly right: string;
  readonly top: string;
  readonly bottom: string;
}

/** How the displayed slice lies in the patient; everything in millimetres, DICOM's LPS space. */
export interface SliceGeometry {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Distance between columns (x) and between rows (y), mm per pixel. */
  readonly spacingMm: { readonly x: number; readonly y: number };
  /** Distance to the next slice, mm; undefined for a lone slice. */
  readonly sliceSpacingMm?: number | undefined;
  /** Unit vector of increasing x (along a row), LPS. */
  readonly xDirection: Vector3;
  /** Unit vector of increasing y (down a column), LPS. */
  readonly yDirection: Vector3;
  /** The image does not say where it lies: spacing is a guess, directions are those that its slice axis usually has. */
  readonly isAssumed?: boolean;
}

/** Where a slice's pixels lie in an LPS array: pixel (x, y) is at start + x * xStep + y * yStep. */
export interface SlicePlan {
  readonly width: number;
  readonly height: number;
  readonly start: number;
  readonly xStep: number;
  readonly yStep: number;
}

type Dims = readonly [number, number, number];

/**
 * Pixel order of a slice, so that rows and columns are the DICOM's: axial `vol[:, :, i]`, coronal `vol[:, i, ::-1]`,
 * sagittal `vol[i, :, ::-1]`, each transposed (RadGrounder's scan_io).
 *
 * @throws RangeError if the index lies outside the volume.
 */
export function planSlice([nx, ny, nz]: Dims, axis: SliceAxis, index: number): SlicePlan {
  const count = [nx, ny, nz][axis]!;
  if (!Number.isInteger(index) || index < 0 || index >= count)
    throw new RangeError(`No slice ${index} of ${count}`);
  const plane = nx * ny;
  if (axis === 2) return { width: nx, height: ny, start: index * plane, xStep: 1, yStep: nx };
  const topRow = (nz - 1) * plane;
  if (axis === 1) return { width: nx, height: nz, start: topRow + index * nx, xStep: 1, yStep: -plane };
  return { width: ny, height: nz, start: topRow + index, xStep: nx, yStep: -plane };
}

/** Copies a slice out of an LPS array, row-major. */
export function extractSlice<T extends Int16Array | Float32Array | Uint8Array>(
  volume: T,
  plan: SlicePlan,
  out: T,
): T {
  for (let y = 0, pixel = 0; y < plan.height; y += 1) {
    let at = plan.start + y * plan.yStep;
    for (let x = 0; x < plan.width; x += 1, pixel += 1, at += plan.xStep) out[pixel] = volume[at]!;
  }
  return out;
}

/** Geometry of a slice of an LPS volume. */
export function sliceGeometry(affineLps: Affine, dims: Dims, axis: SliceAxis): SliceGeometry {
  const { width, height } = planSlice(dims, axis, 0);
  const [xAxis, yAxis] = axis === 2 ? ([0, 1] as const) : axis === 1 ? ([0, 2] as const) : ([1, 2] as const);
  const spacing = spacingOf(affineLps);
  const [dx, dy, dz] = directionOf(affineLps, yAxis);
  const sign = axis === 2 ? 1 : -1;
  return {
    width,
    height,
    spacingMm: { x: spacing[xAxis], y: spacing[yAxis] },
    sliceSpacingMm: spacing[axis],
    xDirection: directionOf(affineLps, xAxis),
    yDirection: [sign * dx, sign * dy, sign * dz],
  };
}

/** Letters at the four edges; the dominant patient direction of each image axis names its ends. */
export function edgeMarkers({
  xDirection,
  yDirection,
}: Pick<SliceGeometry, 'xDirection' | 'yDirection'>): EdgeMarkers {
  const [left, right] = endsOf(xDirection);
  const [top, bottom] = endsOf(yDirection);
  return { left, right, top, bottom };
}

/** Letters where an axis comes from and where it leads to. */
function endsOf(direction: Vector3): readonly [from: string, to: string] {
  const lettersByAxis = [
    ['R', 'L'],
    ['A', 'P'],
    ['F', 'H'],
  ] as const;
  const sizes = direction.map(Math.abs);
  const dominant = sizes.indexOf(Math.max(...sizes)) as 0 | 1 | 2;
  const [negative, positive] = lettersByAxis[dominant];
  return direction[dominant] < 0 ? [positive, negative] : [negative, positive];
}
