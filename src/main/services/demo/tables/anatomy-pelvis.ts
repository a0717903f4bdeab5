import { SIDES, type Structure } from '../structure.ts';
import { cut, ellipsoid, tube } from '../shapes.ts';

/** Bladder, prostate and the muscles of hip and back. */
export function pelvis(vary: (mm: number) => number): Structure[] {
  const fill = vary(6);
  const muscles = SIDES.flatMap(([side, s]): Structure[] => [
    {
      className: `gluteus_maximus_${side}`,
      tissue: 'muscle',
      shapes: [ellipsoid([s * 82, 74, 40], [52, 26, 62], s * -0.45)],
    },
    {
      className: `gluteus_medius_${side}`,
      tissue: 'muscle',
      shapes: [ellipsoid([s * 118, 22, 78], [24, 42, 46], s * 0.3)],
    },
    {
      className: `gluteus_minimus_${side}`,
      tissue: 'muscle',
      shapes: [ellipsoid([s * 112, -4, 56], [14, 26, 30], s * 0.3)],
    },
    {
      className: `iliopsoas_${side}`,
      tissue: 'muscle',
      shapes: [
        tube(
          [
            [s * 30, 36, 225],
            [s * 40, 32, 170],
            [s * 56, 16, 110],
            [s * 74, -22, 50],
            [s * 82, -22, 0],
          ],
          19,
        ),
      ],
    },
    {
      className: `autochthon_${side}`,
      tissue: 'muscle',
      shapes: [
        cut(
          tube(
            [
              [s * 32, 80, 20],
              [s * 34, 82, 130],
              [s * 34, 84, 260],
              [s * 30, 82, 400],
              [s * 24, 58, 515],
            ],
            23,
          ),
          (x) => s * x > 5,
        ),
      ],
    },
  ]);
  return [
    ...muscles,
    {
      className: 'urinary_bladder',
      tissue: 'fluid',
      shapes: [ellipsoid([0, -38, 42], [38 + fill, 32 + fill, 26])],
    },
    { className: 'prostate', tissue: 'gland', shapes: [ellipsoid([0, -18, 10], [23, 18, 14])] },
  ];
}
