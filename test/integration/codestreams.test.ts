import { describe, expect, it } from 'vitest';
import type { GreyImage } from '../../src/main/formats/grey-codestream.ts';
import { decodeJpegLossless } from '../../src/main/formats/jpeg-lossless.ts';
import { decodeJpegLs } from '../../src/main/formats/jpeg-ls.ts';
import { decodeJpeg2000 } from '../../src/main/formats/jpeg2000.ts';
import { seededRandom } from '../../src/shared/lib/random.ts';
import { type Samples, encodeHtj2k, encodeJpegLs } from '../support/codestreams.ts';
import { encodeJpegLossless } from '../support/jpeg-lossless.ts';
import { ending } from '../support/reading.ts';

const size = { columns: 37, rows: 23 };
const expected = { file: 'slice.dcm', ...size };

/** A slope with noise on it, up to the largest sample and down to zero. */
function samples(bits: number): Samples {
  const random = seededRandom(bits);
  const most = 2 ** bits - 1;
  const values = Array.from({ length: size.columns * size.rows }, (_, n) =>
    Math.round(Math.min(most, Math.max(0, (n / 851) * most * 1.2 - most * 0.1 + (random() - 0.5) * 9))),
  );
  return { ...size, bits, values };
}

function valuesOf({ bytes, bitsPerSample }: GreyImage): number[] {
  return bitsPerSample > 8
    ? Array.from({ length: bytes.length / 2 }, (_, n) => bytes.readUInt16LE(n * 2))
    : [...bytes];
}

const FORMATS = [
  ['JPEG-LS', (image: Samples) => encodeJpegLs(image), decodeJpegLs],
  [
    'lossless JPEG',
    async (image: Samples) => encodeJpegLossless(image.values, { ...image, predictor: 1 }),
    async (...of: Parameters<typeof decodeJpegLossless>) => decodeJpegLossless(...of),
  ],
  ['high-throughput JPEG 2000', encodeHtj2k, decodeJpeg2000],
] as const;

describe.each(FORMATS)('%s', (_, encode, decode) => {
  it.each([8, 12, 16])('gives back every sample of %d bits', async (bits) => {
    const image = samples(bits);
    const decoded = await decode(await encode(image), expected);
    expect(decoded.bitsPerSample).toBe(bits);
    expect(valuesOf(decoded)).toEqual(image.values);
  });

  it('is refused where it is cut, whatever is left of it', async () => {
    const data = await encode(samples(12));
    for (let length = 0; length < data.length - 1; length += 17) {
      const { error } = await ending(decode(data.subarray(0, length), expected));
      expect(error?.code).toBe('formats.bad-pixels');
    }
  });

  it('is refused where its size is not that of the header', async () => {
    const data = await encode(samples(12));
    const { error } = await ending(decode(data, { ...expected, rows: size.rows + 1 }));
    expect(error?.params).toMatchObject({ file: 'slice.dcm', detail: '37 x 23 x 1 ≠ 37 x 24 x 1' });
  });

  it('ends with samples or a message, whatever byte is wrong', async () => {
    const data = await encode(samples(12));
    const random = seededRandom(7);
    for (let turn = 0; turn < 150; turn += 1) {
      const wrong = Buffer.from(data);
      wrong[Math.floor(random() * wrong.length)]! ^= 1 + Math.floor(random() * 255);
      const { value, error } = await ending(decode(wrong, expected));
      if (error) expect(error.code).toBe('formats.bad-pixels');
      else expect(valuesOf(value!)).toHaveLength(size.columns * size.rows);
    }
  });
});

describe('lossless JPEG', () => {
  it.each([1, 2, 3, 4, 5, 6, 7])('is read with predictor %d', (predictor) => {
    const image = samples(16);
    const data = encodeJpegLossless(image.values, { ...image, predictor });
    expect(valuesOf(decodeJpegLossless(data, expected))).toEqual(image.values);
  });
});

describe('near-lossless JPEG-LS', () => {
  it('is off by no more than it was allowed to be', async () => {
    const image = samples(12);
    const found = valuesOf(await decodeJpegLs(await encodeJpegLs(image, 3), expected));
    const off = found.map((value, n) => Math.abs(value - image.values[n]!));
    expect(Math.max(...off)).toBeGreaterThan(0);
    expect(Math.max(...off)).toBeLessThanOrEqual(3);
  });
});
