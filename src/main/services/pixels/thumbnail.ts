import type { StoredSlice } from '../../store/slice-reader.ts';

/** Longer edge, pixels. */
const EDGE = 96;

/** The slice in its default window, 8 bit, reduced by picking pixels (a thumbnail is for recognising, not for judging). */
export function thumbnail(
  slice: Pick<StoredSlice, 'dtype' | 'window'> & { readonly width: number; readonly height: number },
  bytes: Uint8Array,
): { width: number; height: number; dtype: 'uint8'; body: Uint8Array } {
  const step = Math.max(1, Math.max(slice.width, slice.height) / EDGE);
  const [width, height] = [
    Math.max(1, Math.floor(slice.width / step)),
    Math.max(1, Math.floor(slice.height / step)),
  ];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read =
    slice.dtype === 'int16'
      ? (at: number): number => view.getInt16(at * 2, true)
      : (at: number): number => view.getFloat32(at * 4, true);
  const low = slice.window.center - slice.window.width / 2;
  const body = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const value = read(Math.floor(y * step) * slice.width + Math.floor(x * step));
      body[y * width + x] = Math.max(
        0,
        Math.min(255, Math.round(((value - low) / slice.window.width) * 255)),
      );
    }
  }
  return { width, height, dtype: 'uint8', body };
}
