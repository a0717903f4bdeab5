import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Dims3 } from '../../src/shared/domain/segmentation/grid.ts';
import { resampleImage, separateAxis } from '../../src/shared/domain/segmentation/resample.ts';

/** Made by nnU-Net's and skimage's own code: tools/segmentation-parity/make_resampling.py. */
const goldens = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/segmentation/resampling.json'), 'utf8'),
) as {
  dims: Dims3;
  to: Dims3;
  spacing: Dims3;
  target: Dims3;
  order: 1 | 3;
  axis: number | null;
  image: string;
  out: string;
}[];

const floats = (text: string): Float32Array =>
  new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);

describe("nnU-Net's default resampling against its own code", () => {
  it.each(goldens)('takes $dims at $spacing mm to $to with order $order', (golden) => {
    const { dims, to, spacing, target, order } = golden;
    expect(separateAxis(spacing, target)).toBe(golden.axis);
    const found = resampleImage({ dims, data: floats(golden.image) }, to, {
      spacingMm: spacing,
      targetMm: target,
      order,
    });
    const expected = floats(golden.out);
    expect(found.dims).toEqual(to);
    expect(found.data.length).toBe(expected.length);
    // Values are around 1: one step of single precision.
    const worst = expected.reduce((max, value, i) => Math.max(max, Math.abs(value - found.data[i]!)), 0);
    expect(worst).toBeLessThan(3e-7);
  });

  it('leaves a volume of the right size alone', () => {
    const image = { dims: [2, 1, 1], data: Int16Array.of(5, 6) } as const;
    expect(resampleImage(image, [2, 1, 1], { spacingMm: [1, 1, 1], targetMm: [1, 1, 1], order: 3 })).toBe(
      image,
    );
  });
});
