import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RECIPE_DEFAULTS } from '../../../shared/contract/full-training.ts';
import { readBase } from './base.ts';
import { parametersOf } from './base-parameters.ts';
import { memoryItem, planOf } from './card-memory.ts';

const GIB = 2 ** 30;

describe('the parameters of a base checkpoint', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'plumbline-base-'));
    await writeFile(join(dir, 'tokenizer.json'), '{}');
    await writeFile(join(dir, 'config.json'), '{"torch_dtype": "float32"}');
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const tensors = (shapes: Readonly<Record<string, readonly number[]>>): Buffer => {
    const entries = Object.entries(shapes).map(([name, shape]) => [
      name,
      { dtype: 'BF16', shape, data_offsets: [0, 0] },
    ]);
    const header = Buffer.from(
      JSON.stringify({ __metadata__: { format: 'pt' }, ...Object.fromEntries(entries) }),
    );
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    return Buffer.concat([length, header, Buffer.alloc(64)]);
  };

  it('are counted in the headers of all its files, whatever their numbers are stored as', async () => {
    await writeFile(join(dir, 'model-1.safetensors'), tensors({ a: [3, 4], b: [5] }));
    await writeFile(join(dir, 'model-2.safetensors'), tensors({ c: [2, 2, 2], scalar: [] }));
    expect(await parametersOf(await readBase(dir))).toBe(12 + 5 + 8 + 1);
  });

  it('are told by the size of pickled weights, and of files whose header is none', async () => {
    await writeFile(join(dir, 'pytorch_model.bin'), Buffer.alloc(400));
    expect(await parametersOf(await readBase(dir))).toBe(100);
    await writeFile(join(dir, 'cut.safetensors'), Buffer.alloc(40, 0xff));
    await writeFile(join(dir, 'empty.safetensors'), '');
    expect(await parametersOf(await readBase(dir))).toBe(110);
    await writeFile(join(dir, 'config.json'), '{"torch_dtype": "bfloat16"}');
    expect(await parametersOf(await readBase(dir))).toBe(220);
  });
});

describe('the check of a graphics card’s memory', () => {
  const plan = planOf(RECIPE_DEFAULTS, 'plumbline');

  it('takes the smallest card, and says what would fit', () =>
    expect(memoryItem([80 * GIB, 47.5 * GIB], plan, 3.03e9)).toMatchObject({
      ok: false,
      needed: false,
      memory: { neededGib: 61.4, thereGib: 47.5, advice: 'batch', batchSize: 12, accumulation: 24 },
    }));

  it('says only what is taken where it fits', () =>
    expect(memoryItem([80 * GIB], plan, 3.03e9)).toMatchObject({
      ok: true,
      memory: { neededGib: 61.4, thereGib: 80, advice: 'fits', batchSize: 24, fittingGib: 61.4 },
    }));

  it('judges the published trainer as one that tunes everything', () =>
    expect(planOf({ ...RECIPE_DEFAULTS, precision: 'fp32' }, 'published')).toMatchObject({
      method: 'full',
      precision: 'bf16',
    }));
});
