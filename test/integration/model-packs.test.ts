import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOSTILE_PACKS } from '../support/hostile-packs/index.ts';
import { radgrounderPack, segmentationPack, visionPack, writePack } from '../support/model-packs.ts';
import { textEmbeddingPack } from '../support/text-embedding-pack.ts';
import { flawsOf } from '../support/reading.ts';
import type { AppError } from '../../src/shared/contract/app-error.ts';
import { checkPack } from '../../src/main/formats/model-pack/check-pack.ts';

let root: string;
let dir: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plumbline-pack-'));
  dir = join(root, 'pack');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const check = (options: Partial<Parameters<typeof checkPack>[1]> = {}) =>
  checkPack(dir, {
    allowHardLinks: false,
    signal: new AbortController().signal,
    progress: () => undefined,
    ...options,
  });

describe('a pack that is whole', () => {
  it.each([
    ['segmentation', segmentationPack],
    ['vision-encoder', visionPack],
    ['radgrounder', radgrounderPack],
    ['text-embedding', textEmbeddingPack],
  ] as const)('of kind %s is accepted', async (kind, make) => {
    writePack(dir, make());
    const { id, manifest } = await check();
    expect(manifest.kind).toBe(kind);
    expect(id).toMatch(/^[0-9a-f]{64}$/);
  });

  it('tells how far it is read, in bytes', async () => {
    const pack = segmentationPack();
    writePack(dir, pack);
    const seen: number[][] = [];
    await check({ progress: (done, total) => seen.push([done, total]) });
    const total = [...pack.files.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
    expect(seen.at(-1)).toEqual([total, total]);
  });

  it('is not read to the end once the reader is cancelled', async () => {
    writePack(dir, segmentationPack());
    await expect(check({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a hostile pack', () => {
  it('comes in more than 60 ways', () => {
    expect(new Set(HOSTILE_PACKS.map(({ what }) => what)).size).toBe(HOSTILE_PACKS.length);
    expect(HOSTILE_PACKS.length).toBeGreaterThan(60);
  });

  it.each(HOSTILE_PACKS.map((pack) => [pack.what, pack] as const))('%s is refused', async (_what, pack) => {
    pack.make(dir);
    const error = await check().then(
      () => null,
      (failure: unknown) => failure as AppError,
    );
    expect(error).toMatchObject({ name: 'AppError', code: pack.code });
    expect(flawsOf(error!.code, error!.params)).toEqual([]);
  });
});
