import { type ExpectedImage, damaged, hasEnd, refuseOtherSize } from './grey-codestream.ts';

const START_OF_IMAGE = 0xffd8;
const START_OF_SCAN = 0xffda;

/** Start-of-frame markers (ITU-T T.81, table B.1; T.87, C.1.1). */
export const FRAME = { lossless: 0xffc3, jpegLs: 0xfff7 } as const;

/**
 * Samples' bits in the frame header of a JPEG or JPEG-LS codestream (ITU-T T.81, B.2.2), once its size is the expected one and its
 * end is there. The decoders would believe any size.
 *
 * @throws AppError formats.bad-pixels
 */
export function frameBits(
  data: Buffer,
  expected: ExpectedImage,
  { marker, format }: { readonly marker: number; readonly format: string },
): number {
  const start = frameStart(data, marker);
  if (start === undefined || !hasEnd(data)) throw damaged(expected.file, format);
  const [height, width] = [data.readUInt16BE(start + 3), data.readUInt16BE(start + 5)];
  refuseOtherSize({ width, height, components: data.readUInt8(start + 7) }, expected);
  const bits = data.readUInt8(start + 2);
  if (bits < 2 || bits > 16) throw damaged(expected.file, format);
  return bits;
}

/** Where the frame header begins, with its length; undefined where something else comes first, or nothing. */
function frameStart(data: Buffer, wanted: number): number | undefined {
  const HEADER = 8;
  if (data.length < 4 || data.readUInt16BE(0) !== START_OF_IMAGE) return undefined;
  for (let at = 2; at + 4 + HEADER <= data.length;) {
    const marker = data.readUInt16BE(at);
    // A marker may be preceded by any number of fill bytes.
    if (marker === 0xffff) {
      at += 1;
      continue;
    }
    if (marker === wanted) return at + 2;
    if (marker >> 8 !== 0xff || marker === START_OF_SCAN) return undefined;
    at += 2 + data.readUInt16BE(at + 2);
  }
  return undefined;
}
