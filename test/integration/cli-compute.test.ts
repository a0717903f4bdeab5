import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ComputeReport } from '../../src/shared/contract/compute.ts';
import { cleanUp } from '../support/models.ts';
import { type CliRun, runCli } from '../support/run-cli.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'plumbline-cli-compute-'));
});
afterAll(() => cleanUp(root));

const run = (...args: string[]): Promise<CliRun> =>
  runCli(['--lang', 'en', ...args], { home: join(root, 'home') });

describe('plumbline compute', { timeout: 120_000 }, () => {
  it('says what works, what it looked for and where, and that the processor computes right', async () => {
    const { code, out } = await run('--json', 'compute', '--self-test');
    const said = JSON.parse(out) as ComputeReport & {
      tests: { provider: string; steps?: { isRight: boolean }[] }[];
    };
    expect(code).toBe(0);
    expect(said.providers.map(({ provider }) => provider)).toEqual(['cuda', 'webgpu', 'cpu']);
    expect(said.providers.find(({ isChosen }) => isChosen)?.provider).toBe('cpu');
    const cpu = said.tests.find(({ provider }) => provider === 'cpu');
    expect(cpu?.steps?.map(({ isRight }) => isRight)).toEqual([true, true]);
  });

  it('keeps a choice and a folder for later commands, and fails where the choice does not work', async () => {
    writeFileSync(join(root, 'libcudnn.so.9'), '');
    const { code, out } = await run('compute', '--use', 'cuda', '--cuda-folder', root);
    expect(code).toBe(1);
    expect(out).toContain('CUDA was chosen and does not work here.');
    expect(out).toMatch(/libonnxruntime_providers_cuda\.so\tnot found/);
    expect(out).toContain(`libcudnn.so.9\t${root}`);
    const kept = JSON.parse(readFileSync(join(root, 'home', 'settings.json'), 'utf8')) as object;
    expect(kept).toMatchObject({ computeProvider: 'cuda', cudaFolder: root });
    expect((await run('compute', '--use', 'auto', '--cuda-folder', '')).code).toBe(0);
  });

  it('refuses a provider that there is not', async () => {
    expect((await run('compute', '--use', 'abacus')).code).toBe(2);
  });
});
