import { describe, expect, it } from 'vitest';
import { CLASS_COUNT, classId, idOf } from '../../../shared/domain/anatomy/classes.ts';
import { seededRandom } from '../../../shared/lib/random.ts';
import { anatomy } from './anatomy.ts';
import { captionFor, mistranslateSide } from './captions.ts';
import type { Grid } from './grid.ts';
import { toMrTaskLabels } from './mr-labels.ts';
import { paint } from './paint.ts';
import { plantedErrors, segmentWithErrors } from './planted-errors.ts';
import { storedAs } from './scan-files.ts';
import { ctNumbers, mrSignal } from './tissue.ts';

const grid: Grid = { dims: [128, 88, 52], spacing: [3.2, 3.2, 10], origin: [-203.2, -134, 5] };
const still = (): number => 0;
const volume = paint(anatomy(still), grid);

function centroidX(labels: Uint8Array, label: number): number {
  let [sum, count] = [0, 0];
  labels.forEach((value, voxel) => {
    if (value !== label) return;
    sum += grid.origin[0] + (voxel % grid.dims[0]) * grid.spacing[0];
    count += 1;
  });
  return sum / count;
}

describe('the torso phantom', () => {
  it('holds at least a hundred classes of the schema and nothing else', () => {
    const labels = new Set(volume.labels);
    labels.delete(0);
    expect(labels.size).toBeGreaterThanOrEqual(100);
    expect(Math.max(...labels)).toBeLessThanOrEqual(CLASS_COUNT);
  });

  it.each(['kidney', 'lung_lower_lobe', 'femur', 'adrenal_gland', 'scapula'] as const)(
    'has each %s on the side its name says (x grows towards left)',
    (name) => {
      expect(centroidX(volume.labels, idOf(`${name}_left`))).toBeGreaterThan(5);
      expect(centroidX(volume.labels, idOf(`${name}_right`))).toBeLessThan(-5);
    },
  );

  it('keeps the liver right, the spleen left', () => {
    expect(centroidX(volume.labels, idOf('liver'))).toBeLessThan(-30);
    expect(centroidX(volume.labels, idOf('spleen'))).toBeGreaterThan(60);
  });

  it('has CT numbers in Hounsfield units: liver near 112, lung below -800, air at -1000', () => {
    const hu = ctNumbers(volume, 3);
    const mean = (label: number): number => {
      const values = hu.filter((_, voxel) => volume.labels[voxel] === label);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    expect(mean(idOf('liver'))).toBeGreaterThan(95);
    expect(mean(idOf('liver'))).toBeLessThan(125);
    expect(mean(idOf('lung_upper_lobe_left'))).toBeLessThan(-780);
    expect(Math.abs(hu[0]! + 1000)).toBeLessThan(60);
  });

  it('has an MR signal that is never negative', () => {
    expect(mrSignal(volume, 3).every((value) => value >= 0)).toBe(true);
  });
});

describe('planted errors', () => {
  it('swap the kidneys of the second patient at the heights they name and nowhere else', () => {
    const swapped = plantedErrors(1).find(({ kind }) => kind === 'sides-swapped')!;
    const segmented = segmentWithErrors(volume, 1);
    const [left, right] = [idOf('kidney_left'), idOf('kidney_right')];
    volume.labels.forEach((label, voxel) => {
      if (label !== left && label !== right) return;
      const z = grid.origin[2] + Math.floor(voxel / (grid.dims[0] * grid.dims[1])) * grid.spacing[2];
      const isWrong = z >= swapped.fromMm && z <= swapped.toMm;
      const other = label === left ? right : left;
      expect(segmented[voxel]).toBe(isWrong ? other : label);
    });
  });

  it('leave the painted truth as it is', () => {
    const before = volume.labels.slice();
    segmentWithErrors(volume, 0);
    expect(volume.labels).toEqual(before);
  });
});

describe('captions', () => {
  const visible = new Map([
    [idOf('kidney_left'), 400],
    [idOf('kidney_right'), 400],
    [idOf('liver'), 900],
    [idOf('vertebrae_L2'), 300],
    [idOf('spleen'), 5],
  ] as [number, number][]);

  it('name only what is on the slice and large enough to be seen', () => {
    const random = seededRandom(4);
    for (let i = 0; i < 200; i += 1) {
      const { classIds } = captionFor(visible, random);
      expect(classIds.every((id) => (visible.get(id) ?? 0) >= 30)).toBe(true);
    }
  });

  it('fill in the side in both languages', () => {
    const right = new Map([[Number(idOf('kidney_right')), 400]]);
    const texts = Array.from({ length: 30 }, (_, seed) => captionFor(right, seededRandom(seed)));
    for (const { de, en } of texts) {
      expect(de).toMatch(/[Rr]echte|re\./);
      expect(en).toMatch(/[Rr]ight/);
      expect(de + en).not.toMatch(/[{}]/);
    }
  });

  it('can be mistranslated: sides turn over, capitals stay', () => {
    expect(mistranslateSide('Left kidney, right lung.')).toBe('Right kidney, left lung.');
  });
});

describe('stored files', () => {
  it('place a voxel at the same point in the patient whichever way the array runs', () => {
    const data = new Uint8Array(2 * 3 * 1).map((_, i) => i);
    const small: Grid = { dims: [2, 3, 1], spacing: [2, 3, 4], origin: [10, 20, 30] };
    const worldOf = (orientation: 'LPS' | 'RAS', value: number): number[] => {
      const { data: stored, affine } = storedAs(orientation, small, data);
      const voxel = stored.indexOf(value);
      const [i, j] = [voxel % 2, Math.floor(voxel / 2)];
      return [0, 1, 2].map((row) => affine[row * 4]! * i + affine[row * 4 + 1]! * j + affine[row * 4 + 3]!);
    };
    expect(worldOf('LPS', 0)).toEqual([-10, -20, 30]);
    for (let value = 0; value < 6; value += 1) expect(worldOf('RAS', value)).toEqual(worldOf('LPS', value));
  });
});

describe('MR task labels', () => {
  it('know whole lungs and one vertebra class, and no ribs', () => {
    const unified = Uint8Array.from([
      idOf('lung_upper_lobe_left'),
      idOf('vertebrae_L3'),
      idOf('rib_left_4'),
      classId(5),
      0,
    ]);
    expect([...toMrTaskLabels(unified)]).toEqual([10, 19, 0, 5, 0]);
  });
});
