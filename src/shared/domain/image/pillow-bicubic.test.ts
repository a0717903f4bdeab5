import { describe, expect, it } from 'vitest';
import { resizeBicubic } from './pillow-bicubic.ts';

/** A picture with every value, by a formula that the reference script used too. */
function picture(width: number, height: number): Uint8Array {
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      for (let c = 0; c < 3; c += 1, at += 1) rgb[at] = ((x * 37 + y * 91 + c * 53) ^ (x * y)) % 256;
  return rgb;
}

describe('the published way to shrink pictures', () => {
  // Image.fromarray(picture).resize((edge, edge)) of Pillow 13.0.0.
  it.each([
    [130, 90, 32, 0xb8ee9a29],
    [20, 31, 32, 0xc3a6fdfd],
    [400, 300, 224, 0x5991c9a3],
    [32, 32, 32, 0x2cfa7045],
  ])('equals Pillow bit for bit: %i x %i to %i', (width, height, edge, hash) => {
    const out = resizeBicubic({ rgb: picture(width, height), width, height }, edge);
    // FNV-1a over the bytes.
    expect(out.reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193), 0x811c9dc5) >>> 0).toBe(hash);
  });
});
