import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SliceAxis, extractSlice, planSlice } from '../../shared/domain/volume/slice.ts';
import { cutRawSlices } from './raw-volume.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'raw-'));
});
afterAll(() => rm(dir, { recursive: true }));

type Dims = readonly [number, number, number];

async function cut(
  dims: Dims,
  data: Int16Array | Float32Array,
  wanted: readonly (readonly [SliceAxis, number])[],
) {
  const file = join(dir, 'volume.raw');
  await writeFile(file, data);
  await using handle = await open(file, 'r');
  const dtype = data instanceof Int16Array ? 'int16' : 'float32';
  const plans = wanted.map(([axis, index]) => planSlice(dims, axis, index));
  return await cutRawSlices(handle, { dims, dtype }, plans);
}

function fromMemory(
  dims: Dims,
  data: Int16Array | Float32Array,
  [axis, index]: readonly [SliceAxis, number],
) {
  const plan = planSlice(dims, axis, index);
  return extractSlice(data, plan, data.slice(0, plan.width * plan.height));
}

describe('cutRawSlices', () => {
  it('cuts what the whole volume in memory holds, whatever is wanted and however thin the volume is', async () => {
    const size = fc.integer({ min: 1, max: 5 });
    const volume = fc.record({ dims: fc.tuple(size, size, size), isWhole: fc.boolean() });
    const wanted = fc.array(fc.tuple(fc.constantFrom(0, 1, 2), fc.nat()), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(volume, wanted, async ({ dims, isWhole }, some) => {
        const values = Array.from({ length: dims[0] * dims[1] * dims[2] }, (_, i) =>
          isWhole ? i - 7 : i + 0.5,
        );
        const data = isWhole ? Int16Array.from(values) : Float32Array.from(values);
        const slices = some.map(([axis, at]) => [axis as SliceAxis, at % dims[axis]!] as const);
        expect(await cut(dims, data, slices)).toEqual(slices.map((one) => fromMemory(dims, data, one)));
      }),
      { numRuns: 40 },
    );
  });

  it('goes on where one chunk ends', async () => {
    const dims = [701, 500, 9] as const;
    const data = Int16Array.from({ length: 701 * 500 * 9 }, (_, i) => i % 30_011);
    const wanted = [
      [2, 0],
      [2, 6],
      [2, 8],
      [1, 499],
      [0, 700],
    ] as const;
    const slices = await cut(dims, data, wanted);
    for (const [at, one] of wanted.entries()) expect(slices[at]).toEqual(fromMemory(dims, data, one));
  });

  it('does not take the end of a file for black', async () => {
    const short = new Int16Array(2 * 2 * 2);
    await expect(cut([2, 2, 3], short, [[2, 2]])).rejects.toThrow(RangeError);
  });
});
