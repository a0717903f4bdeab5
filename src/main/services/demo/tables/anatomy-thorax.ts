import { SIDES, type Structure } from '../structure.ts';
import { cut, ellipsoid, tube, type Shape } from '../shapes.ts';

/** Oblique fissure: the lower lobe lies behind and below this plane, mm. */
const belowOblique = (_x: number, y: number, z: number): boolean => z < 395 + 1.15 * (y - 15);
/** Horizontal fissure of the right lung. */
const MIDDLE_LOBE_TOP = 385;

/** Lungs in lobes, heart, great vessels, airway and oesophagus. */
export function thorax(vary: (mm: number) => number): Structure[] {
  return [...lungs(), ...heart(vary), ...greatVessels(vary), ...neck()];
}

function lungs(): Structure[] {
  const lung = (s: number): Shape =>
    cut(ellipsoid([s * 84, 8, 385], [68, 92, 118]), (x, y, z) => z < 496 && z > 296 + dome(x - s * 84, y));
  const [left, right] = [lung(1), lung(-1)];
  return [
    {
      className: 'lung_upper_lobe_left',
      tissue: 'lung',
      shapes: [cut(left, (x, y, z) => !belowOblique(x, y, z))],
    },
    { className: 'lung_lower_lobe_left', tissue: 'lung', shapes: [cut(left, belowOblique)] },
    {
      className: 'lung_upper_lobe_right',
      tissue: 'lung',
      shapes: [cut(right, (x, y, z) => !belowOblique(x, y, z) && z >= MIDDLE_LOBE_TOP)],
    },
    {
      className: 'lung_middle_lobe_right',
      tissue: 'lung',
      shapes: [cut(right, (x, y, z) => !belowOblique(x, y, z) && z < MIDDLE_LOBE_TOP)],
    },
    { className: 'lung_lower_lobe_right', tissue: 'lung', shapes: [cut(right, belowOblique)] },
  ];
}

/** The diaphragm bulges upwards under each lung by up to 42 mm. */
function dome(dx: number, y: number): number {
  return Math.max(0, 42 - (dx * dx) / 90 - ((y + 15) * (y + 15)) / 170);
}

function heart(vary: (mm: number) => number): Structure[] {
  const size = vary(4);
  return [
    {
      className: 'heart',
      tissue: 'heart',
      shapes: [ellipsoid([18, -42, 352], [58 + size, 44 + size, 46], 0.35)],
    },
    {
      tissue: 'blood',
      className: 'heart',
      shapes: [ellipsoid([30, -42, 348], [26, 18, 26], 0.35), ellipsoid([-8, -46, 356], [22, 20, 26])],
    },
    {
      className: 'atrial_appendage_left',
      tissue: 'blood',
      shapes: [ellipsoid([44, -40, 388], [14, 9, 9], 0.4)],
    },
    {
      className: 'pulmonary_vein',
      tissue: 'blood',
      shapes: SIDES.flatMap(([, s]) => [
        tube(
          [
            [s * 16, -6, 378],
            [s * 46, 4, 372],
          ],
          7,
        ),
        tube(
          [
            [s * 16, -10, 388],
            [s * 44, -18, 402],
          ],
          6,
        ),
      ]),
    },
  ];
}

function greatVessels(vary: (mm: number) => number): Structure[] {
  const ectasia = Math.max(0, vary(3));
  const branches = SIDES.flatMap(([side, s]): Structure[] => [
    {
      className: `subclavian_artery_${side}`,
      tissue: 'blood',
      shapes: [
        tube(
          [
            [s * 26, 0, 462],
            [s * 48, 4, 482],
            [s * 96, 6, 478],
          ],
          6,
        ),
      ],
    },
    {
      className: `common_carotid_artery_${side}`,
      tissue: 'blood',
      shapes: [
        tube(
          [
            [s * 18, -10, 462],
            [s * 26, -4, 520],
          ],
          5,
        ),
      ],
    },
    {
      className: `brachiocephalic_vein_${side}`,
      tissue: 'blood',
      shapes: [
        tube(
          [
            [-20, -26, 444],
            [s * 40, -22, 470],
            [s * 62, -14, 482],
          ],
          7,
        ),
      ],
    },
  ]);
  return [
    {
      className: 'superior_vena_cava',
      tissue: 'blood',
      shapes: [
        tube(
          [
            [-28, -24, 388],
            [-24, -26, 446],
          ],
          9,
        ),
      ],
    },
    ...branches,
    {
      className: 'brachiocephalic_trunk',
      tissue: 'blood',
      shapes: [
        tube(
          [
            [-4, -20, 442],
            [-18, -10, 466],
          ],
          7,
        ),
      ],
    },
    {
      className: 'aorta',
      tissue: 'blood',
      shapes: [
        tube(
          [
            [0, -34, 386],
            [-8, -36, 418],
            [4, -22, 440],
            [18, 2, 442],
            [24, 24, 424],
            [22, 30, 380],
            [18, 22, 300],
            [8, 8, 230],
            [4, 4, 132],
          ],
          11 + ectasia,
        ),
      ],
    },
  ];
}

function neck(): Structure[] {
  return [
    {
      className: 'esophagus',
      tissue: 'bowel',
      shapes: [
        tube(
          [
            [2, 18, 520],
            [4, 20, 440],
            [4, 14, 380],
            [10, 8, 316],
            [22, -8, 300],
          ],
          8,
        ),
      ],
    },
    {
      className: 'trachea',
      tissue: 'air',
      shapes: [
        tube(
          [
            [0, -4, 520],
            [0, 4, 424],
            [0, 4, 418],
          ],
          9,
        ),
      ],
    },
    {
      tissue: 'air',
      shapes: [
        tube(
          [
            [0, 4, 420],
            [24, 8, 404],
          ],
          6,
        ),
        tube(
          [
            [0, 4, 420],
            [-24, 8, 406],
          ],
          6,
        ),
      ],
    },
    {
      className: 'thyroid_gland',
      tissue: 'gland',
      shapes: SIDES.map(([, s]) => ellipsoid([s * 16, -14, 510], [10, 12, 14])),
    },
  ];
}
