import { describe, expect, it } from 'vitest';
import type { SliceInfo } from '../../shared/contract/review.ts';
import { type FetchBytes, loadSlice } from './slice-pixels.ts';

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A program whose open project has this picture as its slice 12 and in its volume 1. */
async function projectWith(grey: number): Promise<{ slice: SliceInfo; fetchBytes: FetchBytes }> {
  const bytes = new Uint8Array(new Int16Array(4).fill(grey).buffer);
  const hash = await sha256(bytes);
  const slice = {
    sliceId: 12,
    width: 2,
    height: 2,
    axis: 2,
    index: 3,
    dtype: 'int16',
    pixelsSha256: hash,
    maskSha256: null,
    volume: { volumeId: 1, sliceCount: 9, sha256: hash },
  } as unknown as SliceInfo;
  const fetchBytes: FetchBytes = (path) =>
    Promise.resolve(
      new Response(bytes.slice(), {
        headers: {
          'x-plumbline-identity': path.replace(/^\/(pixels|masks)\//, '$1/'),
          'x-plumbline-width': '2',
          'x-plumbline-height': '2',
          'x-plumbline-sha256': hash,
        },
      }),
    );
  return { slice, fetchBytes };
}

describe('slices kept in the window', () => {
  it.each([
    ['the slice of a pair', 0],
    ['a neighbouring slice', 1],
  ])('are never another project’s under the same id: %s', async (_name, neighbour) => {
    const [first, second] = [await projectWith(100), await projectWith(200)];
    const before = await loadSlice(first.slice, neighbour, first.fetchBytes);
    const after = await loadSlice(second.slice, neighbour, second.fetchBytes);
    expect([before.values[0], after.values[0]]).toEqual([100, 200]);
  });

  it('are fetched once', async () => {
    const { slice, fetchBytes } = await projectWith(300);
    let fetched = 0;
    const counting: FetchBytes = (path, signal) => {
      fetched += 1;
      return fetchBytes(path, signal);
    };
    await loadSlice(slice, 0, counting);
    await loadSlice(slice, 0, counting);
    expect(fetched).toBe(1);
  });
});
