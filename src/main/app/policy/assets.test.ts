import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveAsset } from './assets.ts';

describe('a file of the page', () => {
  let dir: string;
  let root: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'assets-'));
    root = join(dir, 'app');
    await mkdir(join(root, 'assets'), { recursive: true });
    await mkdir(join(dir, 'app-evil'));
    for (const file of [
      'secret.js',
      'app-evil/secret.js',
      'app/index.html',
      'app/assets/page.js',
      'app/no.txt',
    ])
      await writeFile(join(dir, file), 'x');
    await symlink(join(dir, 'secret.js'), join(root, 'assets', 'link.js'));
    await symlink(dir, join(root, 'out'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it('is found by its path, with its type', async () => {
    expect(await resolveAsset(root, '/')).toMatchObject({ type: 'text/html; charset=utf-8' });
    expect(await resolveAsset(root, '/assets/page.js')).toEqual({
      file: join(root, 'assets', 'page.js'),
      type: 'text/javascript; charset=utf-8',
    });
  });

  it.each([
    ['a parent', '/../secret.js'],
    ['an encoded parent', '/%2e%2e/secret.js'],
    ['an encoded slash', '/assets%2f..%2f..%2fsecret.js'],
    ['a double encoding', '/%252e%252e%252fsecret.js'],
    ['a backslash', '/..%5csecret.js'],
    ['a zero byte', '/assets/page.js%00.js'],
    ['a drive or a stream', '/c:/secret.js'],
    ['a sibling with the same beginning', '/../app-evil/secret.js'],
    ['a link to a file outside', '/assets/link.js'],
    ['a linked folder', '/out/secret.js'],
    ['a malformed escape', '/%zz.js'],
    ['a type that the page has none of', '/no.txt'],
    ['a folder', '/assets'],
  ])('is not %s', async (_what, path) => {
    expect(await resolveAsset(root, path)).toBeNull();
  });

  it('lies inside, whatever the path is put together from', async () => {
    const parts = [
      '..',
      '.',
      '/',
      '%2f',
      '%2e%2e',
      '\\',
      '%5c',
      'app-evil',
      'secret.js',
      'out',
      'assets',
      'page.js',
      '%00',
      ':',
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...parts), { maxLength: 8 }), async (pieces) => {
        const asset = await resolveAsset(root, `/${pieces.join('')}`);
        expect(asset === null || asset.file.startsWith(root + '/')).toBe(true);
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});
