import type { Box } from './box.ts';
import { boxArea } from './box.ts';
import { unionBox } from './class-boxes.ts';
import { type Component, components } from './components.ts';
import type { Finding } from './finding.ts';
import type { BarePair, FindingContext } from './derivation.ts';

/** Below this area a mask is more likely a stray than an organ, mm². */
const TINY_MM2 = 25;
/** Parts farther apart than this make a union box that fits neither, mm. */
const FAR_MM = 12;
/** A part below this share of the mask is a stray. */
const STRAY_SHARE = 0.15;
const FRAGMENTS = 6;

/** Findings in the mask and its box. Everything is measured on the slice, in millimetres where a distance is named. */
export function regionFindings(pair: BarePair, { slice, regionById }: FindingContext): Finding[] {
  const { mask, geometry } = slice;
  if (!mask) return [];
  const parts = partsOf(pair, { mask, geometry, regionById }).toSorted((a, b) => b.pixels - a.pixels);
  const pixelMm2 = geometry.spacingMm.x * geometry.spacingMm.y;
  const pixels = parts.reduce((sum, part) => sum + part.pixels, 0);
  return [
    ...borderFinding(pair.box, geometry),
    ...tinyFinding(pixels * pixelMm2),
    ...fragmentFinding(parts),
    ...farPartsFinding(pair, parts, slice),
  ];
}

/** Looked for where the mask is; a box that came ready-made need not cover it. */
function partsOf(
  { regionClassIds }: BarePair,
  {
    mask,
    geometry,
    regionById,
  }: { mask: Uint8Array } & Pick<FindingContext['slice'], 'geometry'> & Pick<FindingContext, 'regionById'>,
): Component[] {
  const boxes = regionClassIds.flatMap((id) => {
    const region = regionById.get(id);
    return region ? [region.box] : [];
  });
  if (boxes.length === 0) return [];
  const ids = new Set<number>(regionClassIds);
  return components(mask, geometry, (id) => ids.has(id), unionBox(boxes));
}

function borderFinding(
  [x1, y1, x2, y2]: Box,
  { width, height }: { width: number; height: number },
): Finding[] {
  const touches = x1 === 0 || y1 === 0 || x2 === width || y2 === height;
  return touches ? [{ code: 'box-touches-border', params: {}, weight: 0.15 }] : [];
}

function tinyFinding(areaMm2: number): Finding[] {
  if (areaMm2 >= TINY_MM2) return [];
  return [{ code: 'mask-tiny', params: { areaMm2: Math.round(areaMm2 * 10) / 10 }, weight: 0.35 }];
}

function fragmentFinding(parts: readonly Component[]): Finding[] {
  return parts.length >= FRAGMENTS
    ? [{ code: 'mask-fragmented', params: { parts: parts.length }, weight: 0.3 }]
    : [];
}

/** "The box spans two parts, 14 mm apart. Part 2 covers 3 % of the mask; without it the box is 9 % smaller." */
function farPartsFinding(
  pair: BarePair,
  parts: readonly Component[],
  { geometry }: FindingContext['slice'],
): Finding[] {
  const [main, ...others] = parts;
  if (!main || others.length === 0) return [];
  const pixels = parts.reduce((sum, part) => sum + part.pixels, 0);
  const far = others
    .map((part) => ({ part, gapMm: gapMm(main.box, part.box, geometry.spacingMm) }))
    .toSorted((a, b) => b.gapMm - a.gapMm)[0]!;
  if (far.gapMm < FAR_MM) return [];
  const rest = unionBox(parts.filter((part) => part !== far.part).map(({ box }) => box));
  const share = far.part.pixels / pixels;
  return [
    {
      code: 'box-spans-far-parts',
      params: {
        classId: pair.classId,
        parts: parts.length,
        gapMm: Math.round(far.gapMm),
        sharePercent: Math.max(1, Math.round(share * 100)),
        smallerPercent: Math.round((1 - boxArea(rest) / boxArea(pair.box)) * 100),
      },
      weight: share < STRAY_SHARE ? 0.5 : 0.25,
    },
  ];
}

/** Distance between two boxes, mm; 0 when they meet. */
function gapMm(a: Box, b: Box, spacing: { readonly x: number; readonly y: number }): number {
  const dx = Math.max(0, Math.max(a[0], b[0]) - Math.min(a[2], b[2])) * spacing.x;
  const dy = Math.max(0, Math.max(a[1], b[1]) - Math.min(a[3], b[3])) * spacing.y;
  return Math.hypot(dx, dy);
}
