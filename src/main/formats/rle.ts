import { AppError } from '../../shared/contract/app-error.ts';
import type { DicomImage } from './dicom-object.ts';

/** DICOM RLE (PS3.5 Annex G): one PackBits segment per byte plane, most significant first. Returns little-endian samples. */
export function decodeRle(data: Buffer, { rows, columns, bitsAllocated, file }: DicomImage): Buffer {
  const planes = bitsAllocated / 8;
  const damaged = (): AppError => new AppError('formats.bad-pixels', { file, detail: 'RLE' });
  if (data.length < 64 || data.readUInt32LE(0) !== planes) throw damaged();
  const size = rows * columns;
  const out = Buffer.alloc(size * planes);
  for (let plane = 0; plane < planes; plane += 1) {
    const start = data.readUInt32LE(4 + 4 * plane);
    const end = plane + 1 < planes ? data.readUInt32LE(8 + 4 * plane) : data.length;
    if (start < 64 || end > data.length || start > end) throw damaged();
    const bytes = unpackBits(data.subarray(start, end), size);
    if (!bytes) throw damaged();
    for (let i = 0; i < size; i += 1) out[i * planes + (planes - 1 - plane)] = bytes[i]!;
  }
  return out;
}

function unpackBits(packed: Buffer, size: number): Buffer | undefined {
  const out = Buffer.alloc(size);
  let filled = 0;
  for (let at = 0; at < packed.length && filled < size;) {
    const control = packed.readInt8(at);
    at += 1;
    if (control >= 0) {
      filled += packed.copy(out, filled, at, at + control + 1);
      at += control + 1;
    } else if (control !== -128) {
      if (at >= packed.length) return undefined;
      out.fill(packed[at]!, filled, Math.min(size, filled + 1 - control));
      filled += 1 - control;
      at += 1;
    }
  }
  return filled >= size ? out : undefined;
}
