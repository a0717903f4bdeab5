import { type Side, idOf, sideOf } from '../anatomy/classes.ts';
import type { Finding } from './finding.ts';
import type { BarePair, FindingContext } from './derivation.ts';

/** Median structures by which the middle of the patient is told, in order of trust. */
const MIDLINE_CLASSES = [
  idOf('spinal_cord'),
  ...Array.from({ length: 25 }, (_, i) => 26 + i),
  idOf('vertebrae'),
  idOf('sacrum'),
  idOf('trachea'),
  idOf('prostate'),
];
/** How far beyond the midline the whole structure has to lie before one speaks of the wrong side, mm. */
const MARGIN_MM = 8;

/**
 * The side that a class name states against the side on which its mask lies (LPS: x grows towards the patient's left in an
 * unmirrored slice; the slice's own x direction decides). Needs a median structure on the slice; sagittal slices have no sides.
 */
export function sideFindings(pair: BarePair, { slice, regionById }: FindingContext): Finding[] {
  const claimed = sideOf(pair.classId);
  const towardsLeft = slice.geometry.xDirection[0];
  if (!claimed || Math.abs(towardsLeft) < 0.7) return [];
  const midline = MIDLINE_CLASSES.map((id) => regionById.get(id)).find((region) => region !== undefined);
  if (!midline) return [];
  const middle = (midline.box[0] + midline.box[2]) / 2;
  const centre = (pair.box[0] + pair.box[2]) / 2;
  const leftwardMm = (centre - middle) * slice.geometry.spacingMm.x * Math.sign(towardsLeft);
  const found: Side = leftwardMm > 0 ? 'left' : 'right';
  if (found === claimed || Math.abs(leftwardMm) < MARGIN_MM) return [];
  return [
    {
      code: 'side-disagrees-with-image',
      params: { classId: pair.classId, claimed, found, distanceMm: Math.round(Math.abs(leftwardMm)) },
      weight: 0.7,
    },
  ];
}
