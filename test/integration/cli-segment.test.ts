import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliRun, runCli } from '../support/run-cli.ts';
import { writeStudy } from '../support/study-folder.ts';

const PACK = join(import.meta.dirname, '../../resources/models/demo-phantom-segmentation');

let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'plumbline-cli-segment-'));
  await writeStudy(root, 'S1', { modality: 'CT', captions: 1 });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const run = (input: string, output: string, ...args: string[]): Promise<CliRun> =>
  runCli(['segment', '--model', PACK, '--input', input, '--output', output, ...args], {
    home: join(root, 'home'),
  });

describe('plumbline segment', () => {
  it('writes labels with the size of the volume, and nothing half-written', async () => {
    const output = join(root, 'labels.nii');
    const { code, err, out } = await run(join(root, 'S1', 'ct.nii.gz'), output, '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({ packName: 'demo-phantom-segmentation 1.0.0', output });
    const bytes = readFileSync(output);
    const voxels = [42, 44, 46].reduce((product, at) => product * bytes.readInt16LE(at), 1);
    expect(bytes.length).toBe(352 + voxels);
    expect(existsSync(`${output}.partial`)).toBe(false);
  });
  it('names a file that is no volume, in German too', async () => {
    const { code, err } = await run(join(PACK, 'README.md'), join(root, 'none.nii'), '--lang', 'de');
    expect(code).toBe(1);
    expect(err).toContain('kein NIfTI-Volumen');
  });
});
