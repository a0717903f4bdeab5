import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FullDiskResult } from '../support/full-disk-child.ts';
import { canMount, withSmallDisk } from '../support/namespace.ts';
import { segmentationPack, writePack } from '../support/model-packs.ts';
import { runCli } from '../support/run-cli.ts';
import { writeStudy } from '../support/study-folder.ts';

/** Needs a disk that can be made small: skipped, and said so, where the system allows no mount namespaces. */
describe.skipIf(!canMount)('a disk that runs full', () => {
  let dir: string;
  let disk: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'full-'));
    disk = join(dir, 'disk');
    mkdirSync(disk);
    await writeStudy(join(dir, 'source'), 'study', { modality: 'CT', captions: 24 });
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it('refuses decisions aloud, loses none it has taken, and takes more as soon as there is room', () => {
    const script = join(import.meta.dirname, '..', 'support', 'full-disk-child.ts');
    const [program, ...args] = [...withSmallDisk(disk, '32m'), process.execPath, script, disk];
    const { stdout, stderr } = spawnSync(program!, args, { encoding: 'utf8' });
    const result = JSON.parse(stdout || JSON.stringify(stderr)) as FullDiskResult;
    expect(result).toMatchObject({ lost: 0, broken: [], readOnly: 'store.not-writable' });
    expect(result.codes.filter((code) => code !== 'none')).toEqual(['store.disk-full']);
    expect(result.refused).toBeGreaterThan(15);
    expect(result.acknowledged).toBeGreaterThan(500);
  }, 120_000);

  it.each(['100k', '400k', '500k', '600k', '700k', '800k'])(
    'ends an import on %s with a message, or whole',
    async (size) => {
      const args = ['import', join(dir, 'source'), '--project', join(disk, 'project')];
      const { code, out, err } = await runCli(args, {
        home: join(dir, 'home'),
        by: withSmallDisk(disk, size),
      });
      if (code === 0) expect(out).toContain('24 slices');
      else
        expect({ code, err }).toEqual({
          code: 1,
          err: expect.stringMatching(/The disk is full; \S+disk\//) as string,
        });
      expect(err).not.toMatch(/^\s+at /m);
    },
    60_000,
  );

  it('leaves no half export behind', async () => {
    const project = join(dir, 'project');
    const home = join(dir, 'home');
    expect((await runCli(['import', join(dir, 'source'), '--project', project], { home })).code).toBe(0);
    const out = join(disk, 'export');
    const args = ['export', '--project', project, '--include', 'pending', '--out', out];
    const shell = `"$@"; echo "ended $?"; ls -A "${disk}"`;
    const { out: said, err } = await runCli(args, {
      home,
      by: [...withSmallDisk(disk, '60k'), 'sh', '-c', shell, 'sh'],
    });
    expect(err).toMatch(/The disk is full; \S+export\//);
    expect(said).toBe('ended 1\n');
  }, 60_000);

  it('refuses a model pack that does not fit, and keeps nothing that looks finished', async () => {
    const base = segmentationPack();
    const files = new Map([...base.files, ['README.md', Buffer.alloc(8 * 1024 ** 2, 'a')]]);
    const pack = writePack(join(dir, 'pack'), { ...base, files });
    const shell = `"$@"; echo "ended $?"; ls -A "${disk}/models"`;
    const { out, err } = await runCli(['models', 'add', pack], {
      home: disk,
      by: [...withSmallDisk(disk, '4m'), 'sh', '-c', shell, 'sh'],
    });
    expect(err).toMatch(/not enough room on the disk; the pack needs \d+ bytes/);
    expect(out).toMatch(/^ended 1\n[0-9a-f]{64}\.partial\nin-use\n$/);
  }, 60_000);
});
