import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliRun, runCli } from '../support/run-cli.ts';
import { writeStudy } from '../support/study-folder.ts';
import { TINY_RADGROUNDER } from '../support/tiny-radgrounder.ts';

let root: string;
let image: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'plumbline-cli-generate-'));
  await writeStudy(root, 'S1', { modality: 'CT', captions: 1 });
  image = join(root, 'S1', 'ct.nii.gz');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const run = (...args: string[]): Promise<CliRun> =>
  runCli(['generate', '--model', TINY_RADGROUNDER, '--image', image, ...args], { home: join(root, 'home') });

describe('plumbline generate', () => {
  it('answers about a slice', async () => {
    const { code, out, err } = await run('--json', '--modality', 'CT', '--slice', '1', '--language', 'de');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const answer = JSON.parse(out) as { text: string; slice: number; modality: string; pack: string };
    expect(answer).toMatchObject({ slice: 1, modality: 'CT', pack: 'tiny-radgrounder 1.0.0' });
    // A random network writes nonsense, but never half a tag.
    expect(answer.text).not.toMatch(/<loc|<seg|bbox=/);
  });
  it('wants to know what a NIfTI image is, and a question where one is to be answered', async () => {
    expect(await run()).toMatchObject({ code: 1, err: expect.stringContaining('--modality') });
    expect(await run('--modality', 'MR', '--task', 'vqa')).toMatchObject({
      code: 1,
      err: expect.stringContaining('no question'),
    });
  });
  it('names a slice that is not there, in German too', async () => {
    const { code, err } = await run('--lang', 'de', '--modality', 'CT', '--slice', '999');
    expect(code).toBe(1);
    expect(err).toContain('Schicht 999 liegt außerhalb');
  });
});
