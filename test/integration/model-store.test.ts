import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningModels, cleanUp, startModels, storeNames } from '../support/models.ts';
import { radgrounderPack, segmentationPack, visionPack, writePack } from '../support/model-packs.ts';

let root: string;
let running: RunningModels;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plumbline-models-'));
  running = startModels(root);
});
afterEach(() => {
  running.compute.close();
  cleanUp(root);
});

const segmentation = (): string => writePack(join(root, 'segmentation'), segmentationPack());
/** A pack that takes a while: weights of 24 MB that belong to no layer would be refused, so a document carries them. */
function bigPack(): string {
  const pack = segmentationPack();
  const files = new Map([...pack.files, ['README.md', Buffer.alloc(24 * 1024 ** 2, 'a')]]);
  return writePack(join(root, 'big'), { ...pack, files });
}
const WEIGHTS = 'onnx/part0.onnx_data';
const refusal = (code: string): object => expect.objectContaining({ code });
const overwrite = (file: string, content: Uint8Array | string): void => {
  chmodSync(file, 0o644);
  writeFileSync(file, content);
};

describe('a pack that is added', () => {
  it('lies in a folder named by the hash of its manifest, whole and read-only', async () => {
    const { pack, isNew } = await running.models.add(segmentation());
    expect({ isNew, name: pack.manifest.name, origin: pack.origin }).toEqual({
      isNew: true,
      name: 'test-segmentation',
      origin: 'stored',
    });
    expect(relative(running.storeDir, pack.dir)).toBe(pack.id);
    for (const path of ['manifest.json', WEIGHTS]) {
      expect(readFileSync(join(pack.dir, path))).toEqual(readFileSync(join(root, 'segmentation', path)));
      expect(statSync(join(pack.dir, path)).mode & 0o222).toBe(0);
    }
    expect(statSync(join(pack.dir, 'onnx')).mode & 0o222).toBe(0);
  });

  it('is there once, however often it is added', async () => {
    const first = await running.models.add(segmentation());
    const again = await running.models.add(segmentation());
    expect(again).toEqual({ pack: first.pack, isNew: false });
    expect(storeNames(running.storeDir)).toEqual({ finished: [first.pack.id], others: [] });
  });

  it('tells how far it is, up to the end', async () => {
    const seen: (readonly [number, number | null])[] = [];
    await running.models.add(segmentation(), { onProgress: ({ done, total }) => seen.push([done, total]) });
    const [done, total] = seen.at(-1)!;
    expect(done).toBe(total);
    expect(seen.map(([at]) => at)).toEqual(seen.map(([at]) => at).toSorted((a, b) => a - b));
  });

  it('is not there when adding was cancelled, and goes on from what was copied', async () => {
    const cancel = new AbortController();
    const adding = running.models.add(bigPack(), {
      signal: cancel.signal,
      onProgress: ({ done }) => done > 4 * 1024 ** 2 && cancel.abort(),
    });
    await expect(adding).rejects.toMatchObject({ name: 'AbortError' });
    const { finished, others } = storeNames(running.storeDir);
    expect({ finished, others: others.length }).toEqual({ finished: [], others: 1 });
    const copied = statSync(join(running.storeDir, others[0]!, 'onnx/part0.onnx')).ino;
    const { pack } = await running.models.add(join(root, 'big'));
    expect(statSync(join(pack.dir, 'onnx/part0.onnx')).ino).toBe(copied);
    expect(storeNames(running.storeDir)).toEqual({ finished: [pack.id], others: [] });
  });

  it('takes nothing along that an earlier, broken off copy holds and that is not right', async () => {
    const { pack } = await running.models.add(segmentation());
    await running.models.remove(pack.id);
    const partial = join(running.storeDir, `${pack.id}.partial`);
    mkdirSync(join(partial, 'onnx', 'deep'), { recursive: true });
    writeFileSync(join(partial, WEIGHTS), 'twelve bytes');
    writeFileSync(join(partial, 'onnx/deep/stray'), '');
    writeFileSync(join(partial, '.copying'), 'half');
    const again = await running.models.add(segmentation());
    expect(readFileSync(join(again.pack.dir, WEIGHTS))).toEqual(
      readFileSync(join(root, 'segmentation', WEIGHTS)),
    );
  });

  it('replaces one that was damaged in the store', async () => {
    const { pack } = await running.models.add(segmentation());
    for (const path of [WEIGHTS, 'manifest.json']) {
      overwrite(join(pack.dir, path), 'twelve bytes');
      expect(await running.models.add(segmentation())).toEqual({ pack, isNew: true });
      await running.models.verify(pack.id);
    }
    expect(storeNames(running.storeDir)).toEqual({ finished: [pack.id], others: [] });
  });

  it('is refused and leaves nothing behind when a file is not what the manifest says', async () => {
    const dir = segmentation();
    writeFileSync(join(dir, WEIGHTS), 'twelve bytes');
    await expect(running.models.add(dir)).rejects.toEqual(refusal('models.hash-differs'));
    expect(storeNames(running.storeDir)).toEqual({ finished: [], others: [] });
  });

  it('is refused where there is no folder, or no pack in it', async () => {
    await expect(running.models.add(join(root, 'nowhere'))).rejects.toEqual(
      refusal('models.folder-unreadable'),
    );
    await expect(running.models.add(root)).rejects.toEqual(refusal('models.no-manifest'));
  });
});

describe('a pack is resolved', () => {
  it('by name, by id, by path, and with the program or without', async () => {
    const dir = writePack(join(running.builtInDir, 'any-name'), visionPack());
    const builtIn = await running.models.resolve('test-vision', 'vision-encoder');
    expect(builtIn).toMatchObject({ dir, origin: 'built-in', manifest: { visionEncoder: { tokens: 4 } } });
    const { pack } = await running.models.add(writePack(join(root, 'rg'), radgrounderPack()));
    expect(await running.models.resolve(pack.id.slice(0, 12), 'radgrounder')).toEqual(pack);
    const byPath = await running.models.resolve(join(root, 'rg'), 'radgrounder');
    expect(byPath).toEqual({ ...pack, origin: 'folder', dir: join(root, 'rg') });
  });

  it('only as what it is', async () => {
    await running.models.add(segmentation());
    await expect(running.models.resolve('test-segmentation', 'radgrounder')).rejects.toMatchObject({
      code: 'models.wrong-kind',
      params: { pack: 'test-segmentation 1.0.0', found: 'segmentation', needed: 'radgrounder' },
    });
  });

  it('and never when it was changed meanwhile', async () => {
    const { pack } = await running.models.add(segmentation());
    await running.models.resolve('test-segmentation', 'segmentation');
    overwrite(join(pack.dir, WEIGHTS), 'twelve bytes');
    await expect(running.models.resolve('test-segmentation', 'segmentation')).rejects.toEqual(
      refusal('models.hash-differs'),
    );
    await expect(running.models.verify('test-segmentation')).rejects.toEqual(refusal('models.hash-differs'));
  });

  it('without reading it again while nothing changes', async () => {
    await running.models.add(bigPack());
    await running.models.resolve('test-segmentation', 'segmentation');
    const seen: number[] = [];
    await running.models.resolve('test-segmentation', 'segmentation', {
      onProgress: ({ done }) => seen.push(done),
    });
    expect(seen).toEqual([]);
  });
});

describe('the list', () => {
  it('is empty where there is no store and nothing comes with the program', async () => {
    expect(await running.models.list()).toEqual({ packs: [], broken: [] });
  });

  it('shows a pack whose manifest is damaged, and it can be removed', async () => {
    const { pack } = await running.models.add(segmentation());
    overwrite(join(pack.dir, 'manifest.json'), '{}');
    const { packs, broken } = await running.models.list();
    expect(packs).toEqual([]);
    expect(broken).toMatchObject([{ id: pack.id, problem: { code: 'models.bad-manifest' } }]);
    await running.models.remove(pack.id);
    expect(storeNames(running.storeDir)).toEqual({ finished: [], others: [] });
  });

  it('knows a folder by its manifest and not by its name', async () => {
    const { pack } = await running.models.add(segmentation());
    cpSync(pack.dir, join(running.storeDir, 'f'.repeat(64)), { recursive: true });
    const { broken } = await running.models.list();
    expect(broken).toMatchObject([{ id: 'f'.repeat(64), problem: { code: 'models.hash-differs' } }]);
  });
});

describe('a pack is removed', () => {
  it('but not while it is used', async () => {
    const { pack } = await running.models.add(segmentation());
    const other = startModels(root);
    await running.models.use({ reference: 'test-segmentation', kind: 'segmentation' }, async ({ id }) => {
      await expect(running.models.remove(id)).rejects.toEqual(refusal('models.in-use'));
      await expect(other.models.remove(id)).rejects.toEqual(refusal('models.in-use'));
    });
    await other.models.remove(pack.id);
    expect((await running.models.list()).packs).toEqual([]);
  });

  it('although a program crashed while it used it', async () => {
    const { pack } = await running.models.add(segmentation());
    // No system gives out a number this high.
    writeFileSync(join(running.storeDir, 'in-use', `${pack.id}.99999999.1`), '');
    await running.models.remove(pack.id);
    expect(storeNames(running.storeDir)).toEqual({ finished: [], others: [] });
  });

  it('not when it comes with the program', async () => {
    writePack(join(running.builtInDir, 'vision'), visionPack());
    await expect(running.models.remove('test-vision')).rejects.toEqual(refusal('models.built-in'));
  });

  it('not when it is not there', async () => {
    await expect(running.models.remove('test-vision')).rejects.toEqual(refusal('models.unknown'));
  });
});
