import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Base } from './run-files.ts';

/** Of a checkpoint with thousands of tensors some hundred kilobytes. */
const MAX_HEADER = 64 * 2 ** 20;
const HeaderSchema = z.record(z.string(), z.object({ shape: z.array(z.int().min(0)).optional() }));
const ConfigSchema = z.object({ torch_dtype: z.string().optional(), dtype: z.string().optional() });

/**
 * Parameters of a checkpoint: counted in the headers of its safetensors files, and taken from their size where weights are pickled
 * or a header is none.
 */
export async function parametersOf({ dir, weights }: Pick<Base, 'dir' | 'weights'>): Promise<number> {
  const bytesEach = await bytesOfParameter(dir);
  const counts = await Promise.all(
    weights.map(async ({ name, bytes }) => {
      const counted = name.endsWith('.safetensors') ? await countedIn(join(dir, name)) : null;
      return counted ?? bytes / bytesEach;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

async function bytesOfParameter(dir: string): Promise<number> {
  const text = await readFile(join(dir, 'config.json'), 'utf8').catch(() => '{}');
  const { dtype, torch_dtype: named = dtype } = parsed(ConfigSchema, text) ?? {};
  return named === 'float32' ? 4 : 2;
}

/** A file begins with the length of its header, 8 bytes little-endian, and the header, JSON. Null for one that does not. */
async function countedIn(file: string): Promise<number | null> {
  await using handle = await open(file);
  const start = Buffer.alloc(8);
  await handle.read(start, 0, start.length, 0);
  const length = Number(start.readBigUInt64LE());
  const { size } = await handle.stat();
  if (length === 0 || length > Math.min(MAX_HEADER, size - start.length)) return null;
  const header = Buffer.alloc(length);
  await handle.read(header, 0, length, start.length);
  const tensors = parsed(HeaderSchema, header.toString('utf8'));
  if (!tensors) return null;
  const shapes = Object.values(tensors).flatMap(({ shape }) => (shape ? [shape] : []));
  return shapes.reduce((sum, shape) => sum + shape.reduce((product, side) => product * side, 1), 0);
}

function parsed<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
