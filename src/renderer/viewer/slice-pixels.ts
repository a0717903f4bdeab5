import type { SliceInfo } from '../../shared/contract/review.ts';

/** Fetches raw bytes from the host; handed in, because the viewer knows no transport. */
export type FetchBytes = (path: string, signal?: AbortSignal) => Promise<Response>;

/** What is drawn: grey values and, where there is a segmentation, class ids; both row-major, of the size in `slice`. */
export interface SlicePixels {
  readonly values: Int16Array | Float32Array;
  readonly mask: Uint8Array | null;
  /** Lowest and highest value. */
  readonly range: readonly [low: number, high: number];
  readonly pixelsSha256: string;
  readonly maskSha256: string | null;
}

/** A slice that cannot be shown for certain is not shown at all. */
export class SliceError extends Error {
  override readonly name = 'SliceError';
}

/** Bytes kept ready; a 512 x 512 slice with its mask takes 0.8 MB. */
const CACHE_BYTES = 192 * 1024 * 1024;

const cache = new Map<string, { readonly pixels: Promise<SlicePixels>; readonly bytes: number }>();

/** Name of the pair's own slice (neighbour 0), or of the slice that many steps away in its volume. */
export function sliceKey(slice: SliceInfo, neighbour: number): string {
  return neighbour === 0 || !slice.volume
    ? `slice/${slice.sliceId}`
    : `volume/${slice.volume.volumeId}/${slice.axis}/${slice.index + neighbour}`;
}

/**
 * Name of the content that is to be drawn. Ids begin at 1 in every project, so what is kept in this window is kept by hash:
 * after another project was opened, slice 12 is another picture.
 */
export function contentKey(slice: SliceInfo, neighbour: number): string {
  const content =
    neighbour === 0 || !slice.volume ? `${slice.pixelsSha256} ${slice.maskSha256}` : slice.volume.sha256;
  return `${sliceKey(slice, neighbour)} ${content}`;
}

/**
 * Pixels of a slice, from the cache or the host. Identity and SHA-256 are checked here, in the window, so that what is drawn is
 * what was asked for, whatever went wrong on the way.
 *
 * @throws SliceError
 */
export function loadSlice(slice: SliceInfo, neighbour: number, fetchBytes: FetchBytes): Promise<SlicePixels> {
  const key = contentKey(slice, neighbour);
  const known = cache.get(key);
  if (known) {
    cache.delete(key);
    cache.set(key, known);
    return known.pixels;
  }
  const pixels = fetchSlice(slice, neighbour, fetchBytes);
  const bytes = slice.width * slice.height * (slice.dtype === 'int16' ? 3 : 5);
  cache.set(key, { pixels, bytes });
  pixels.catch(() => cache.delete(key));
  trim();
  return pixels;
}

function trim(): void {
  let total = [...cache.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  for (const [key, { bytes }] of cache) {
    if (total <= CACHE_BYTES) return;
    cache.delete(key);
    total -= bytes;
  }
}

async function fetchSlice(slice: SliceInfo, neighbour: number, fetchBytes: FetchBytes): Promise<SlicePixels> {
  const key = sliceKey(slice, neighbour);
  const isOwn = neighbour === 0;
  const [pixels, mask] = await Promise.all([
    fetchChecked(`pixels/${key}`, slice, { fetchBytes, expected: isOwn ? slice.pixelsSha256 : null }),
    isOwn && slice.maskSha256
      ? fetchChecked(`masks/${key}`, slice, { fetchBytes, expected: slice.maskSha256 })
      : null,
  ]);
  const values = slice.dtype === 'int16' ? new Int16Array(pixels.buffer) : new Float32Array(pixels.buffer);
  return {
    values,
    range: extremes(values),
    mask: mask && new Uint8Array(mask.buffer),
    pixelsSha256: pixels.sha256,
    maskSha256: mask?.sha256 ?? null,
  };
}

async function fetchChecked(
  identity: string,
  { width, height }: SliceInfo,
  { fetchBytes, expected }: { fetchBytes: FetchBytes; expected: string | null },
): Promise<{ buffer: ArrayBuffer; sha256: string }> {
  const response = await fetchBytes(`/${identity}`);
  if (!response.ok) throw new SliceError(`${identity}: ${response.status}`);
  const buffer = await response.arrayBuffer();
  const sha256 = hex(await crypto.subtle.digest('SHA-256', buffer));
  const { headers } = response;
  const isRight =
    headers.get('x-plumbline-identity') === identity &&
    headers.get('x-plumbline-width') === String(width) &&
    headers.get('x-plumbline-height') === String(height) &&
    sha256 === (expected ?? headers.get('x-plumbline-sha256'));
  if (!isRight) throw new SliceError(`${identity}: not what was asked for`);
  return { buffer, sha256 };
}

function hex(digest: ArrayBuffer): string {
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function extremes(values: Int16Array | Float32Array): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
