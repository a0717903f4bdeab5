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
  readonly xDirection: readonly [number, number, number];
  /** Unit vector of increasing y (down a column), LPS. */
  readonly yDirection: readonly [number, number, number];
}
