import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/app-error.ts';
import { writeWhole } from '../../formats/write-whole.ts';

/**
 * Named float32 arrays and a JSON header in one file: `PLCKPT01`, length of the header (32 bits, little endian), the header with the
 * arrays' names and lengths, the arrays, and the SHA-256 of all that stands before it.
 */
const MAGIC = Buffer.from('PLCKPT01');
const HASH_BYTES = 32;

const HeaderSchema = z.object({
  arrays: z.array(z.object({ name: z.string(), length: z.int().min(0) })),
  about: z.unknown(),
});

export type Arrays = Readonly<Record<string, Float32Array>>;

/** Appears whole or not at all; the one before stays until then. @throws AppError store.disk-full, store.not-writable */
export async function writeCheckpoint(file: string, about: unknown, arrays: Arrays): Promise<void> {
  const entries = Object.entries(arrays);
  const header = Buffer.from(
    JSON.stringify({ about, arrays: entries.map(([name, { length }]) => ({ name, length })) }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.byteLength);
  const parts = entries.map(([, data]) => Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  const body = Buffer.concat([MAGIC, length, header, ...parts]);
  await writeWhole(file, Buffer.concat([body, sha256(body)]));
}

/**
 * @returns null where there is none
 * @throws AppError training.checkpoint-damaged
 */
export async function readCheckpoint<About>(
  file: string,
  schema: z.ZodType<About>,
): Promise<{ readonly about: About; readonly arrays: Arrays } | null> {
  const bytes = await readFile(file).catch((error: unknown) => {
    if ((error as { code?: string }).code === 'ENOENT') return null;
    throw new AppError('training.checkpoint-damaged', { file }, { cause: error });
  });
  if (!bytes) return null;
  try {
    return parse(bytes, schema);
  } catch (cause) {
    throw new AppError('training.checkpoint-damaged', { file }, { cause });
  }
}

function parse<About>(bytes: Buffer, schema: z.ZodType<About>): { about: About; arrays: Arrays } {
  const body = bytes.subarray(0, bytes.byteLength - HASH_BYTES);
  if (!body.subarray(0, MAGIC.byteLength).equals(MAGIC)) throw new Error('no checkpoint');
  if (!sha256(body).equals(bytes.subarray(body.byteLength))) throw new Error('another hash');
  const first = MAGIC.byteLength + 4;
  const end = first + body.readUInt32LE(MAGIC.byteLength);
  const header = HeaderSchema.parse(JSON.parse(body.toString('utf8', first, end)));
  let at = end;
  const arrays: Record<string, Float32Array> = {};
  for (const { name, length } of header.arrays) {
    arrays[name] = new Float32Array(Uint8Array.from(body.subarray(at, at + length * 4)).buffer);
    at += length * 4;
  }
  if (at !== body.byteLength) throw new Error('another length');
  return { about: schema.parse(header.about), arrays };
}

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
