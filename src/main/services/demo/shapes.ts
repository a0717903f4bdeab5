/** Millimetres in the phantom's patient space: x towards left, y towards posterior, z towards the head (LPS). */
export type Point = readonly [x: number, y: number, z: number];

/** A solid in patient space: a test for points and the box outside of which the test is false. */
export interface Shape {
  /** Smaller shapes that together make up this one; painting them one by one visits far fewer voxels. */
  readonly parts?: readonly Shape[];
  readonly min: Point;
  readonly max: Point;
  contains(x: number, y: number, z: number): boolean;
}

/** Ellipsoid with semi-axes in mm along x, y, z, turned by `tilt` radians about the z axis. */
export function ellipsoid(centre: Point, radii: Point, tilt = 0): Shape {
  const reach =
    tilt === 0 ? radii : ([Math.max(radii[0], radii[1]), Math.max(radii[0], radii[1]), radii[2]] as const);
  const cos = Math.cos(tilt);
  const sin = Math.sin(tilt);
  return {
    min: [centre[0] - reach[0], centre[1] - reach[1], centre[2] - reach[2]],
    max: [centre[0] + reach[0], centre[1] + reach[1], centre[2] + reach[2]],
    contains: (x, y, z) => {
      const dx = x - centre[0];
      const dy = y - centre[1];
      const u = (dx * cos + dy * sin) / radii[0];
      const v = (dy * cos - dx * sin) / radii[1];
      const w = (z - centre[2]) / radii[2];
      return u * u + v * v + w * w <= 1;
    },
  };
}

/** Axis-aligned rounded block: a superellipsoid of exponent 4, which is what vertebral bodies look like. */
export function block(centre: Point, radii: Point): Shape {
  return {
    min: [centre[0] - radii[0], centre[1] - radii[1], centre[2] - radii[2]],
    max: [centre[0] + radii[0], centre[1] + radii[1], centre[2] + radii[2]],
    contains: (x, y, z) =>
      ((x - centre[0]) / radii[0]) ** 4 +
        ((y - centre[1]) / radii[1]) ** 4 +
        ((z - centre[2]) / radii[2]) ** 4 <=
      1,
  };
}

/** Tube of constant radius along a polyline: vessels, bowel, ribs. */
export function tube(points: readonly Point[], radius: number): Shape {
  const parts = points.slice(1).map((point, i) => capsule(points[i]!, point, radius));
  const extreme = (pick: (...values: number[]) => number, corner: (part: Shape) => Point): Point => [
    pick(...parts.map((part) => corner(part)[0])),
    pick(...parts.map((part) => corner(part)[1])),
    pick(...parts.map((part) => corner(part)[2])),
  ];
  return {
    parts,
    min: extreme(Math.min, (part) => part.min),
    max: extreme(Math.max, (part) => part.max),
    contains: (x, y, z) => parts.some((part) => part.contains(x, y, z)),
  };
}

/** The part of a shape for which the condition holds: lobes, partial organs. */
export function cut(shape: Shape, keeps: (x: number, y: number, z: number) => boolean): Shape {
  return {
    ...shape,
    ...(shape.parts && { parts: shape.parts.map((part) => cut(part, keeps)) }),
    contains: (x, y, z) => keeps(x, y, z) && shape.contains(x, y, z),
  };
}

function capsule(from: Point, to: Point, radius: number): Shape {
  return {
    min: [
      Math.min(from[0], to[0]) - radius,
      Math.min(from[1], to[1]) - radius,
      Math.min(from[2], to[2]) - radius,
    ],
    max: [
      Math.max(from[0], to[0]) + radius,
      Math.max(from[1], to[1]) + radius,
      Math.max(from[2], to[2]) + radius,
    ],
    contains: (x, y, z) => squaredDistanceToSegment([x, y, z], from, to) <= radius * radius,
  };
}

function squaredDistanceToSegment(p: Point, a: Point, b: Point): number {
  const ab = [b[0] - a[0], b[1] - a[1], b[2] - a[2]] as const;
  const ap = [p[0] - a[0], p[1] - a[1], p[2] - a[2]] as const;
  const length = ab[0] ** 2 + ab[1] ** 2 + ab[2] ** 2;
  const along = length === 0 ? 0 : (ap[0] * ab[0] + ap[1] * ab[1] + ap[2] * ab[2]) / length;
  const t = Math.min(1, Math.max(0, along));
  return (ap[0] - t * ab[0]) ** 2 + (ap[1] - t * ab[1]) ** 2 + (ap[2] - t * ab[2]) ** 2;
}
