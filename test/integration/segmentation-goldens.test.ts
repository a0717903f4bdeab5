import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Dims3 } from '../../src/shared/domain/segmentation/grid.ts';
import { filledNonZero, normalise } from '../../src/shared/domain/segmentation/normalise.ts';
import { SlabAccumulator } from '../../src/shared/domain/segmentation/slab.ts';
import { gaussianWeights, tileStarts } from '../../src/shared/domain/segmentation/tiles.ts';
import { zoomLinearToInt32, zoomNearest, zoomedDims } from '../../src/shared/domain/segmentation/zoom.ts';

interface Goldens {
  zooms: {
    dims: Dims3;
    spacing: Dims3;
    target: number;
    image: string;
    to: Dims3;
    linear: string;
    labels: string;
    nearest: string;
  }[];
  normalisation: Record<'image' | 'mask' | 'ct' | 'zscore' | 'masked' | 'rescaled', string> & { dims: Dims3 };
  steps: { size: number; patch: number; step: number; starts: number[] }[];
  gaussians: { patch: Dims3; bits: string }[];
  accumulation: {
    size: Dims3;
    patch: Dims3;
    heads: number;
    labels: string;
    tiles: { start: Dims3; logits: string }[];
  };
}

/** Made by nnU-Net's, SciPy's and PyTorch's own code: tools/segmentation-parity. */
const goldens = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/segmentation/goldens.json'), 'utf8'),
) as Goldens;

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'base64'));
const floats = (text: string): Float32Array => new Float32Array(bytes(text).buffer);
const largestDifference = (a: Float32Array, b: Float32Array): number =>
  a.reduce((max, value, i) => Math.max(max, Math.abs(value - b[i]!)), a.length === b.length ? 0 : Infinity);

describe('segmentation maths against the Python code', () => {
  it.each(goldens.zooms)('resamples $dims at $spacing mm to $target mm, bit for bit', (golden) => {
    const { dims, spacing, target, to } = golden;
    expect(zoomedDims(dims, spacing, [target, target, target])).toEqual(to);
    const image = { dims, data: new Int16Array(bytes(golden.image).buffer) };
    expect(zoomLinearToInt32(image, to).data).toEqual(new Int32Array(bytes(golden.linear).buffer));
    expect(zoomNearest({ dims, data: bytes(golden.labels) }, to).data).toEqual(bytes(golden.nearest));
  });

  it('normalises by each scheme of the plans', () => {
    const golden = goldens.normalisation;
    const image = floats(golden.image);
    const mask = filledNonZero({ dims: golden.dims, data: image });
    expect(mask).toEqual(bytes(golden.mask));
    const ct = {
      scheme: 'CTNormalization',
      mean: -212.32852126993103,
      std: 449.35398583445834,
      percentile005: -991,
      percentile995: 539,
    } as const;
    expect(normalise(image, ct)).toEqual(floats(golden.ct));
    expect(normalise(image, { scheme: 'RescaleTo01Normalization' })).toEqual(floats(golden.rescaled));
    const zScore = normalise(image, { scheme: 'ZScoreNormalization', useMask: false });
    expect(largestDifference(zScore, floats(golden.zscore))).toBeLessThan(1e-5);
    const masked = normalise(image, { scheme: 'ZScoreNormalization', useMask: true }, mask);
    expect(largestDifference(masked, floats(golden.masked))).toBeLessThan(1e-4);
  });

  it.each(goldens.steps)('puts tiles of $patch on $size voxels at step $step', (golden) => {
    expect(tileStarts(golden.size, golden.patch, golden.step)).toEqual(golden.starts);
  });

  it.each(goldens.gaussians)('weighs a patch of $patch to the last bit', ({ patch, bits }) => {
    expect(new Uint16Array(gaussianWeights(patch).buffer)).toEqual(new Uint16Array(bytes(bits).buffer));
  });

  it('adds up tiles in half precision and decides the same labels from a slab as from the whole', () => {
    const { size, patch, heads, tiles, labels } = goldens.accumulation;
    const slab = new SlabAccumulator({ heads, size, patch, weights: gaussianWeights(patch) });
    const out = new Uint8Array(size[0] * size[1] * size[2]);
    const tell = (row: number, decided: Uint8Array): void => out.set(decided, row * size[1] * size[2]);
    for (const { start, logits } of tiles) {
      slab.decide(start[0], tell);
      slab.add(start, Float32Array.from(new Float16Array(bytes(logits).buffer)));
    }
    slab.decide(size[0], tell);
    expect(out).toEqual(bytes(labels));
  });
});
