import { describe, expect, it } from 'vitest';
import { cutBox, flipFirstTwoAxes, pasteBox, roundHalfEven } from './grid.ts';
import { nonZeroBox } from './normalise.ts';
import { NotFiniteError, SlabAccumulator } from './slab.ts';
import { chunksOf, mergeLabels } from './split.ts';
import { gaussianWeights, paddingFor, tileStarts } from './tiles.ts';

describe('grid', () => {
  const volume = { dims: [3, 2, 2], data: Uint8Array.from({ length: 12 }, (_, i) => i) } as const;
  it('rounds halves to the even number', () => {
    expect([0.5, 1.5, 2.5, 2.4, 2.6].map(roundHalfEven)).toEqual([0, 2, 2, 2, 3]);
  });
  it('puts a box back where it was cut', () => {
    const box = cutBox(volume, [1, 0, 1], [3, 2, 2]);
    expect([...box.data]).toEqual([7, 8, 10, 11]);
    const target = { dims: volume.dims, data: new Uint8Array(12) };
    pasteBox(target, box, [1, 0, 1]);
    expect([...target.data]).toEqual([0, 0, 0, 0, 0, 0, 0, 7, 8, 0, 10, 11]);
  });
  it('refuses a box outside', () => expect(() => cutBox(volume, [0, 0, 0], [4, 1, 1])).toThrow(RangeError));
  it('is itself again after two turns between LPS and RAS', () => {
    const turned = flipFirstTwoAxes({ ...volume, data: volume.data.slice() });
    expect([...turned.data]).toEqual([5, 4, 3, 2, 1, 0, 11, 10, 9, 8, 7, 6]);
    expect(flipFirstTwoAxes(turned).data).toEqual(volume.data);
  });
});

describe('nonZeroBox', () => {
  it('is around everything that is not 0, and everything where all is 0', () => {
    const data = new Int16Array(60);
    data[1 + 3 * (2 + 4 * 3)] = 5;
    data[2 + 3 * (1 + 4 * 1)] = -5;
    expect(nonZeroBox({ dims: [3, 4, 5], data })).toEqual({ start: [1, 1, 1], end: [3, 3, 4] });
    expect(nonZeroBox({ dims: [3, 4, 5], data: new Int16Array(60) }).end).toEqual([3, 4, 5]);
  });
});

describe('tiles', () => {
  it('refuse a volume that is smaller than a patch, which has to be padded', () => {
    expect(() => tileStarts(7, 8, 0.5)).toThrow(RangeError);
    expect(paddingFor([5, 8, 9], [8, 8, 8])).toEqual({ before: [1, 0, 0], padded: [8, 8, 9] });
  });
});

describe('chunksOf', () => {
  const rule = { voxels: 1000, slices: 20, margin: 20 };
  it('keeps every slice once', () => {
    const chunks = chunksOf([10, 10, 100], rule);
    expect(chunks).toEqual([
      { start: 0, end: 53, keepFrom: 0, keepTo: 33 },
      { start: 14, end: 86, keepFrom: 33, keepTo: 66 },
      { start: 47, end: 100, keepFrom: 66, keepTo: 100 },
    ]);
  });
  it('leaves small and low volumes whole', () => {
    expect(chunksOf([10, 10, 10], rule)).toHaveLength(1);
    expect(chunksOf([100, 100, 50], rule)).toHaveLength(1);
    expect(chunksOf([100, 100, 500], null)).toHaveLength(1);
  });
});

describe('mergeLabels', () => {
  it('lets the later part win, and its background nothing', () => {
    const merged = Uint8Array.of(1, 2, 0);
    mergeLabels(merged, Uint8Array.of(5, 0, 0));
    expect([...merged]).toEqual([5, 2, 0]);
  });
});

describe('SlabAccumulator', () => {
  const patch = [8, 8, 8] as const;
  const shape = { heads: 2, size: patch, patch, weights: gaussianWeights(patch) };
  it('gives equal logits to the lowest head', () => {
    const slab = new SlabAccumulator(shape);
    slab.add([0, 0, 0], new Float32Array(2 * 512).fill(1));
    const seen = new Set<number>();
    slab.decide(8, (_row, heads) => heads.forEach((head) => seen.add(head)));
    expect([...seen]).toEqual([0]);
  });
  it.each([Number.NaN, Infinity, -Infinity, 1e5, -1e5])(
    'gives up on a logit of %d, also of one voxel',
    (logit) => {
      for (const at of [0, 77, 512, 1023]) {
        const slab = new SlabAccumulator(shape);
        slab.add([0, 0, 0], new Float32Array(2 * 512).fill(1).fill(logit, at, at + 1));
        expect(() => slab.decide(8, () => undefined)).toThrow(NotFiniteError);
      }
    },
  );
  it('refuses a tile whose rows are decided', () => {
    const slab = new SlabAccumulator(shape);
    slab.add([0, 0, 0], new Float32Array(2 * 512));
    slab.decide(8, () => undefined);
    expect(() => slab.add([0, 0, 0], new Float32Array(2 * 512))).toThrow(RangeError);
  });
  it('says how much memory it takes', () => {
    expect(SlabAccumulator.bytes({ heads: 24, size: [400, 300, 300], patch: [128, 128, 128] })).toBe(
      576_000_000,
    );
  });
});
