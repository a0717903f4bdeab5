import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { AppError } from '../../shared/contract/app-error.ts';
import { BUDGET } from './budget.ts';

const CHUNK_BYTES = 1024 * 1024;

/** The first bytes of a file, at most `count`. @throws AppError formats.unreadable */
export async function fileHead(file: string, count: number): Promise<Buffer> {
  try {
    await using handle = await open(file, 'r');
    const buffer = Buffer.alloc(count);
    const { bytesRead } = await handle.read(buffer, 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } catch (cause) {
    throw new AppError('formats.unreadable', { file }, { cause });
  }
}

export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/**
 * How many bytes may still come out of a file. The consumer raises it once it has read from the header how many there
 * should be; a ratio would not do, because a label map of one small organ packs thousandfold.
 */
export interface UnpackBound {
  bytes: number;
}

/**
 * The bytes of a file, unpacked if gzipped, in chunks of about 1 MiB. The consumer may stop early, and has to be done with a chunk
 * when it asks for the next: its memory is given back then.
 *
 * @throws AppError formats.unreadable, formats.bad-gzip, formats.truncated, formats.too-large, formats.bomb (checked on
 * the running output)
 */
export async function* unpackedChunks(
  file: string,
  bound: UnpackBound,
): AsyncGenerator<Buffer, void, undefined> {
  await refuseLarge(file);
  const gzipped = isGzip(await fileHead(file, 2));
  const source = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  const stream = gzipped ? source.pipe(createGunzip({ chunkSize: CHUNK_BYTES })) : source;
  source.on('error', (error) => stream.destroy(error));
  let unpacked = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      unpacked += chunk.length;
      if (gzipped && unpacked > bound.bytes + CHUNK_BYTES)
        throw new AppError('formats.bomb', { file, limit: bound.bytes });
      yield chunk;
      if (gzipped) giveBack(chunk);
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw gzipped
      ? gzipError(file, unpacked, cause)
      : new AppError('formats.unreadable', { file }, { cause });
  } finally {
    source.destroy();
    stream.destroy();
  }
}

/**
 * Frees a chunk now instead of whenever garbage is collected: unpacking then runs in the same megabytes over and over, which was
 * measured to save a third of its processor time (no page faults, no collections). One that is not at the end of its memory is
 * left alone, because the rest of that is still being written to.
 */
function giveBack({ buffer, byteOffset, length }: Buffer): void {
  if (buffer.byteLength === CHUNK_BYTES && byteOffset + length === CHUNK_BYTES)
    (buffer as ArrayBuffer).transfer(0);
}

function gzipError(file: string, unpacked: number, cause: unknown): AppError {
  const isCut = (cause as { code?: string }).code === 'Z_BUF_ERROR';
  return isCut
    ? new AppError('formats.truncated', { file, found: unpacked, expected: '?' }, { cause })
    : new AppError('formats.bad-gzip', { file }, { cause });
}

async function refuseLarge(file: string): Promise<void> {
  const { size } = await stat(file).catch((cause: unknown) => {
    throw new AppError('formats.unreadable', { file }, { cause });
  });
  if (size > BUDGET.fileBytes)
    throw new AppError('formats.too-large', { file, bytes: size, limit: BUDGET.fileBytes });
}
