import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Bundle } from './bundle.ts';

describe('a folder being exported', () => {
  let root: string;
  let dir: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'bundle-'));
    dir = join(root, 'out');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('stands in its place only when it is whole, with the hash of every file', async () => {
    await mkdir(dir);
    const bundle = await Bundle.begin(dir);
    await bundle.write('a/b/c.txt', 'abc');
    expect(await readdir(dir)).toEqual([]);
    await bundle.finish({ format: 'test' });
    expect(await readdir(root)).toEqual(['out']);
    expect(JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8'))).toEqual({
      format: 'test',
      files: [
        {
          path: 'a/b/c.txt',
          bytes: 3,
          sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
        },
      ],
    });
  });

  it('never takes the place of what somebody put there meanwhile', async () => {
    const bundle = await Bundle.begin(dir);
    await bundle.write('a.txt', 'a');
    await mkdir(dir);
    await writeFile(join(dir, 'theirs.txt'), 'theirs');
    await expect(bundle.finish({})).rejects.toMatchObject({ code: 'exchange.target-not-empty' });
    await bundle.abandon();
    expect(await readdir(root)).toEqual(['out']);
    expect(await readFile(join(dir, 'theirs.txt'), 'utf8')).toBe('theirs');
  });
});
