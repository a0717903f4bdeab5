import { SIDES, type Structure } from '../structure.ts';
import { cut, ellipsoid, tube, type Point } from '../shapes.ts';

/** Solid organs, hollow organs and vessels of the abdomen. */
export function abdomen(vary: (mm: number) => number): Structure[] {
  return [...bowel(), ...upperAbdomen(vary), ...retroperitoneum(vary), ...vessels()];
}

function bowel(): Structure[] {
  const loops: Point[] = Array.from({ length: 42 }, (_, i) => [
    60 * Math.sin(i * 1.9),
    -48 + 22 * Math.cos(i * 1.3),
    74 + i * 2.6,
  ]);
  const frame: Point[] = [
    [-98, -12, 92],
    [-106, 0, 150],
    [-104, 2, 214],
    [-84, -40, 226],
    [0, -74, 214],
    [84, -46, 232],
    [112, 10, 238],
    [112, 18, 160],
    [96, 22, 104],
    [52, 26, 84],
    [20, 40, 66],
    [4, 44, 24],
  ];
  return [
    { className: 'small_bowel', tissue: 'bowel', shapes: [tube(loops, 14)] },
    { className: 'colon', tissue: 'bowel', shapes: [tube(frame, 19)] },
    { tissue: 'air', className: 'colon', shapes: [cut(tube(frame, 13), (_x, y) => y < -8)] },
    {
      className: 'duodenum',
      tissue: 'bowel',
      shapes: [
        tube(
          [
            [-30, -36, 238],
            [-42, -18, 224],
            [-42, -10, 190],
            [-10, -4, 184],
            [20, -14, 192],
          ],
          12,
        ),
      ],
    },
  ];
}

function upperAbdomen(vary: (mm: number) => number): Structure[] {
  const size = vary(6);
  const liver = ellipsoid([-62, -8, 268], [84 + size, 84, 66]);
  return [
    {
      className: 'stomach',
      tissue: 'bowel',
      shapes: [
        ellipsoid([62, -36, 276], [48, 40, 36], 0.5),
        tube(
          [
            [40, -50, 262],
            [0, -54, 240],
            [-28, -44, 238],
          ],
          18,
        ),
      ],
    },
    {
      tissue: 'air',
      className: 'stomach',
      shapes: [cut(ellipsoid([62, -36, 276], [40, 32, 28], 0.5), (_x, y) => y < -44)],
    },
    {
      className: 'liver',
      tissue: 'liver',
      shapes: [
        cut(liver, (x, y) => y > -84 || x < 0),
        cut(ellipsoid([8, -52, 286], [62, 34, 34]), (x) => x < 66),
      ],
    },
    {
      className: 'liver',
      tissue: 'lesion',
      shapes: [ellipsoid([-84 + vary(14), -4 + vary(14), 262 + vary(10)], [11, 11, 10])],
    },
    { className: 'gallbladder', tissue: 'fluid', shapes: [ellipsoid([-58, -62, 228], [16, 19, 24])] },
    { className: 'spleen', tissue: 'spleen', shapes: [ellipsoid([112, 40, 284], [26, 46 + size, 38], 0.35)] },
    {
      className: 'pancreas',
      tissue: 'pancreas',
      shapes: [
        tube(
          [
            [-28, -26, 218],
            [-4, -22, 236],
            [40, -6, 246],
            [82, 14, 256],
          ],
          12,
        ),
      ],
    },
  ];
}

function retroperitoneum(vary: (mm: number) => number): Structure[] {
  const paired = SIDES.flatMap(([side, s]): Structure[] => {
    const z = (side === 'left' ? 238 : 226) + vary(5);
    const kidney = ellipsoid([s * 66, 42, z], [27, 32, 54], s * 0.5);
    return [
      {
        className: `adrenal_gland_${side}`,
        tissue: 'gland',
        shapes: [
          tube(
            [
              [s * 36, 26, 282],
              [s * 46, 34, 278],
            ],
            4.5,
          ),
          tube(
            [
              [s * 36, 26, 282],
              [s * 44, 24, 276],
            ],
            3.5,
          ),
        ],
      },
      { className: `kidney_${side}`, tissue: 'kidney', shapes: [kidney] },
      {
        className: `kidney_${side}`,
        tissue: 'fat',
        shapes: [ellipsoid([s * 52, 34, z], [15, 12, 22], s * 0.5)],
      },
    ];
  });
  return [
    ...paired,
    { className: 'kidney_cyst_left', tissue: 'fluid', shapes: [ellipsoid([92, 52, 216], [15, 15, 14])] },
    { className: 'kidney_right', tissue: 'stone', shapes: [ellipsoid([-60, 40, 208], [3.4, 3.4, 4])] },
  ];
}

function vessels(): Structure[] {
  const iliac = SIDES.flatMap(([side, s]): Structure[] => [
    {
      className: `iliac_vena_${side}`,
      tissue: 'blood',
      shapes: [
        tube(
          [
            [-16, 14, 126],
            [s * 30, 20, 92],
            [s * 58, -6, 46],
            [s * 66, -46, 0],
          ],
          8,
        ),
      ],
    },
    {
      className: `iliac_artery_${side}`,
      tissue: 'blood',
      shapes: [
        tube(
          [
            [4, 4, 132],
            [s * 34, 6, 96],
            [s * 66, -18, 50],
            [s * 72, -56, 0],
          ],
          6.5,
        ),
      ],
    },
  ]);
  return [
    ...iliac,
    {
      className: 'inferior_vena_cava',
      tissue: 'blood',
      shapes: [
        tube(
          [
            [-16, 12, 126],
            [-20, 8, 220],
            [-22, 4, 290],
            [-16, -14, 330],
          ],
          11,
        ),
      ],
    },
    {
      className: 'portal_vein_and_splenic_vein',
      tissue: 'blood',
      shapes: [
        tube(
          [
            [-46, -24, 264],
            [-16, -16, 244],
            [30, 4, 250],
            [88, 28, 268],
          ],
          6.5,
        ),
      ],
    },
  ];
}
