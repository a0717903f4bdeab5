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
 * The bytes of a file, unpacked if gzipped, in chunks of about 1 MiB. The consumer may stop early.
 *
 * @throws AppError formats.unreadable, formats.bad-gzip, formats.too-large, formats.bomb (checked on the running output,
 * never on what a header claims)
 */
export async function* unpackedChunks(file: string): AsyncGenerator<Buffer, void, undefined> {
  const packedBytes = await sizeOf(file);
  const gzipped = isGzip(await fileHead(file, 2));
  const source = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  const stream = gzipped ? source.pipe(createGunzip({ chunkSize: CHUNK_BYTES })) : source;
  source.on('error', (error) => stream.destroy(error));
  let unpacked = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      unpacked += chunk.length;
      if (gzipped) refuseBomb(file, packedBytes, unpacked);
      yield chunk;
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

function refuseBomb(file: string, packed: number, unpacked: number): void {
  const limit = Math.min(
    BUDGET.imageBytes + CHUNK_BYTES,
    Math.max(BUDGET.ratioFrom, packed * BUDGET.inflateRatio),
  );
  if (unpacked > limit) throw new AppError('formats.bomb', { file, limit });
}

function gzipError(file: string, unpacked: number, cause: unknown): AppError {
  const isCut = (cause as { code?: string }).code === 'Z_BUF_ERROR';
  return isCut
    ? new AppError('formats.truncated', { file, found: unpacked, expected: '?' }, { cause })
    : new AppError('formats.bad-gzip', { file }, { cause });
}

async function sizeOf(file: string): Promise<number> {
  const { size } = await stat(file).catch((cause: unknown) => {
    throw new AppError('formats.unreadable', { file }, { cause });
  });
  if (size > BUDGET.fileBytes)
    throw new AppError('formats.too-large', { file, bytes: size, limit: BUDGET.fileBytes });
  return size;
}
