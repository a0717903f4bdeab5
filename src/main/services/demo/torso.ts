/**
 * Outline of the phantom's trunk. z = 0 lies at the femoral heads, z = 520 mm at the lower neck; sizes are
 * those of an average adult, rounded.
 */
export const TORSO_HEIGHT_MM = 520;

/** Half width (x), half depth (y) of the body at heights z, mm; linear in between. */
const OUTLINE: readonly (readonly [z: number, halfWidth: number, halfDepth: number])[] = [
  [0, 178, 112],
  [60, 182, 118],
  [130, 165, 108],
  [190, 156, 106],
  [260, 164, 112],
  [340, 172, 118],
  [420, 178, 112],
  [465, 186, 98],
  [490, 150, 82],
  [505, 84, 68],
  [520, 70, 64],
];

/** Half width and half depth of the body at a height, mm. */
export function outlineAt(z: number): { halfWidth: number; halfDepth: number } {
  const upper = OUTLINE.findIndex(([height]) => height >= z);
  if (upper <= 0) {
    const edge = upper === 0 ? OUTLINE[0]! : OUTLINE.at(-1)!;
    return { halfWidth: edge[1], halfDepth: edge[2] };
  }
  const [z0, w0, d0] = OUTLINE[upper - 1]!;
  const [z1, w1, d1] = OUTLINE[upper]!;
  const t = (z - z0) / (z1 - z0);
  return { halfWidth: w0 + t * (w1 - w0), halfDepth: d0 + t * (d1 - d0) };
}

/**
 * How far out a point lies, 0 at the centre and 1 at the skin: a superellipse of exponent 2.5, the
 * flattened oval of a supine trunk.
 */
export function depthRatio(x: number, y: number, outline: { halfWidth: number; halfDepth: number }): number {
  return ((Math.abs(x) / outline.halfWidth) ** 2.5 + (Math.abs(y) / outline.halfDepth) ** 2.5) ** 0.4;
}

/** Height of the centre of each vertebral body, mm, and half its height without the disc. */
export function vertebraLevels(): { name: string; z: number; halfHeight: number }[] {
  const lumbar = [5, 4, 3, 2, 1].map((n, i) => ({
    name: `vertebrae_L${n}`,
    z: 110 + 30 * i,
    halfHeight: 11.5,
  }));
  const thoracic = Array.from({ length: 12 }, (_, i) => ({
    name: `vertebrae_T${12 - i}`,
    z: 257 + 22 * i,
    halfHeight: 9,
  }));
  return [...lumbar, ...thoracic, { name: 'vertebrae_C7', z: 514, halfHeight: 6 }];
}
