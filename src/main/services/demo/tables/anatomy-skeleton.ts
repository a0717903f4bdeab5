import { SIDES, type Structure } from '../structure.ts';
import type { ClassName } from '../../../../shared/domain/anatomy/classes.ts';
import { block, cut, ellipsoid, tube, type Point } from '../shapes.ts';
import { outlineAt, vertebraLevels } from '../torso.ts';

/** Bones, discs and cord; painted last because bone displaces everything. */
export function skeleton(vary: (mm: number) => number): Structure[] {
  return [
    ...spine(),
    ...SIDES.flatMap(([side, s]) => [...ribs(side, s, vary), ...limbs(side, s)]),
    ...sternum(),
  ];
}

function spine(): Structure[] {
  const levels = vertebraLevels();
  const bones = levels.flatMap(({ name, z, halfHeight }): Structure[] => {
    const width = z < 250 ? 25 : 17;
    const arch = [
      tube(
        [
          [-14, 52, z],
          [-14, 66, z],
          [0, 78, z - 4],
          [14, 66, z],
          [14, 52, z],
        ],
        4.5,
      ),
      tube(
        [
          [0, 78, z - 4],
          [0, 96, z - 10],
        ],
        4,
      ),
    ];
    return [
      {
        className: name as ClassName,
        tissue: 'cortex',
        shapes: [block([0, 36, z], [width, 18, halfHeight]), ...arch],
      },
      {
        className: name as ClassName,
        tissue: 'spongiosa',
        shapes: [block([0, 36, z], [width - 3, 15, halfHeight - 2.5])],
      },
    ];
  });
  const discs = levels.slice(1).map(({ z }, i): Structure => {
    const below = levels[i]!;
    return {
      tissue: 'disc',
      shapes: [block([0, 36, (below.z + z) / 2], [z < 250 ? 23 : 15, 17, (z - below.z) / 2])],
    };
  });
  return [
    ...discs,
    ...bones,
    {
      className: 'sacrum',
      tissue: 'spongiosa',
      shapes: [cut(ellipsoid([0, 62, 58], [48, 24, 44]), (x, _y, z) => Math.abs(x) < 16 + 0.45 * z)],
    },
    {
      className: 'spinal_cord',
      tissue: 'cord',
      shapes: [
        tube(
          [
            [0, 62, 230],
            [0, 62, 400],
            [0, 56, 520],
          ],
          7,
        ),
      ],
    },
    {
      tissue: 'fluid',
      shapes: [
        tube(
          [
            [0, 62, 90],
            [0, 62, 228],
          ],
          7,
        ),
      ],
    },
  ];
}

/** Each rib runs from its vertebra round the chest wall and falls by 60 mm on the way to the front. */
function ribs(side: 'left' | 'right', s: number, vary: (mm: number) => number): Structure[] {
  return Array.from({ length: 12 }, (_, i): Structure => {
    const number = i + 1;
    const start = 257 + 22 * (12 - number) + 4;
    const reach = number > 10 ? 1.5 : number < 3 ? 1.7 : 2.35;
    const path: Point[] = Array.from({ length: 18 }, (_unused, step) => {
      const angle = 0.28 + (step / 17) * reach;
      const z = start - (step / 17) * (number < 3 ? 20 : 62) + vary(0.3);
      const { halfWidth, halfDepth } = outlineAt(z);
      const inset = number === 1 ? 0.45 : number === 2 ? 0.6 : 0.84;
      return [s * Math.sin(angle) * halfWidth * inset, Math.cos(angle) * halfDepth * 0.84, z];
    });
    return {
      className: `rib_${side}_${number}` as ClassName,
      tissue: 'cortex',
      shapes: [tube([[s * 16, 52, start], ...path], 5)],
    };
  });
}

function limbs(side: 'left' | 'right', s: number): Structure[] {
  const ilium = cut(ellipsoid([s * 96, 26, 78], [22, 58, 58], s * 0.55), (x) => s * x > 48);
  return [
    {
      className: `hip_${side}`,
      tissue: 'spongiosa',
      shapes: [ilium, ellipsoid([s * 92, 6, 22], [30, 30, 26])],
    },
    {
      className: `femur_${side}`,
      tissue: 'spongiosa',
      shapes: [
        ellipsoid([s * 92, 0, 14], [23, 23, 22]),
        tube(
          [
            [s * 96, 0, 12],
            [s * 128, 10, 4],
          ],
          15,
        ),
      ],
    },
    {
      className: `scapula_${side}`,
      tissue: 'cortex',
      shapes: [ellipsoid([s * 108, 82, 418], [38, 6, 52], s * -0.5)],
    },
    {
      className: `clavicula_${side}`,
      tissue: 'cortex',
      shapes: [
        tube(
          [
            [s * 20, -62, 462],
            [s * 70, -58, 478],
            [s * 128, -20, 486],
          ],
          6,
        ),
      ],
    },
    {
      className: `humerus_${side}`,
      tissue: 'spongiosa',
      shapes: [ellipsoid([s * 158, 14, 462], [21, 22, 22])],
    },
  ];
}

function sternum(): Structure[] {
  const cartilage = SIDES.flatMap(([, s]) =>
    [0, 1, 2, 3, 4].map((i) =>
      tube(
        [
          [s * 16, -96, 388 - i * 16],
          [s * (58 + 6 * i), -86, 366 - i * 22],
        ],
        5,
      ),
    ),
  );
  return [
    { className: 'costal_cartilages', tissue: 'cartilage', shapes: cartilage },
    {
      className: 'sternum',
      tissue: 'spongiosa',
      shapes: [
        tube(
          [
            [0, -84, 462],
            [0, -96, 400],
            [0, -98, 330],
          ],
          11,
        ),
      ],
    },
  ];
}
