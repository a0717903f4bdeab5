import { AppError } from '../../shared/contract/app-error.ts';
import { BUDGET } from './budget.ts';
import { unpackedChunks } from './inflate.ts';
import { NIFTI_HEADER_BYTES, type NiftiHeader, parseNiftiHeader } from './nifti-header.ts';

/** A NIfTI file being read: its header, and the bytes of its samples as they come. */
export interface NiftiStream {
  readonly header: NiftiHeader;
  /** Unpacked sample bytes, the header already left out; the consumer may stop early. */
  readonly samples: AsyncGenerator<Buffer, void, undefined>;
}

/** Opens a NIfTI file and reads no further than its header. @throws AppError, see parseNiftiHeader */
export async function openNifti(file: string): Promise<NiftiStream> {
  const bound = { bytes: BUDGET.headerBytes };
  const chunks = unpackedChunks(file, bound);
  let start: Buffer = Buffer.alloc(0);
  const more = async (bytes: number): Promise<boolean> => {
    while (start.length < bytes) {
      const { value, done } = await chunks.next();
      if (done) return false;
      start = Buffer.concat([start, value]);
    }
    return true;
  };
  try {
    await more(NIFTI_HEADER_BYTES);
    const header = parseNiftiHeader(start, file);
    bound.bytes = header.voxelOffset + sampleBytes(header);
    if (!(await more(header.voxelOffset))) {
      throw new AppError('formats.truncated', { file, found: start.length, expected: header.voxelOffset });
    }
    return { header, samples: rest(start.subarray(header.voxelOffset), chunks) };
  } catch (error) {
    await chunks.return();
    throw error;
  }
}

/** Header of a NIfTI file. @throws AppError */
export async function readNiftiHeader(file: string): Promise<NiftiHeader> {
  const { header, samples } = await openNifti(file);
  await samples.return();
  return header;
}

/** Header and stored samples of a whole NIfTI file, as bytes. @throws AppError */
export async function readNiftiBytes(file: string): Promise<{ header: NiftiHeader; samples: Buffer }> {
  const { header, samples } = await openNifti(file);
  const all = Buffer.alloc(sampleBytes(header));
  let filled = 0;
  for await (const chunk of samples) filled += chunk.copy(all, filled);
  if (filled < all.length)
    throw new AppError('formats.truncated', { file, found: filled, expected: all.length });
  return { header, samples: all };
}

function sampleBytes({ dims, bytesPerVoxel }: NiftiHeader): number {
  return dims[0] * dims[1] * dims[2] * bytesPerVoxel;
}

async function* rest(
  first: Buffer,
  chunks: AsyncGenerator<Buffer, void, undefined>,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    if (first.length > 0) yield first;
    yield* chunks;
  } finally {
    await chunks.return();
  }
}
