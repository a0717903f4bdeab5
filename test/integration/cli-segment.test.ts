import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeNifti } from '../../src/main/formats/nifti-encode.ts';
import { readNiftiBytes } from '../../src/main/formats/nifti-file.ts';
import { UNIFIED_ID_BY_MR_ID } from '../../src/shared/domain/anatomy/tables/mr-class-ids.ts';
import { idOf } from '../../src/shared/domain/anatomy/classes.ts';
import { dice, demoPhantom } from '../support/demo-phantom.ts';
import { writeMarkerPack } from '../support/marker-pack.ts';
import { type CliRun, runCli } from '../support/run-cli.ts';
import { writeHalves } from '../support/segmentation-project.ts';

/** The whole phantom in 8 mm. */
const DIMS = [52, 36, 56] as const;
const GRID = { dims: DIMS, spacing: [8, 8, 8], origin: [-204, -140, -10] } as const;
/** The file's own array runs (z up, x right, y back): no axis is where LPS has it, one is turned. */
const STORED = [DIMS[2], DIMS[0], DIMS[1]] as const;
const AFFINE = [0, 8, 0, -204, 0, 0, -8, 140, 8, 0, 0, -10, 0, 0, 0, 1];

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'plumbline-cli-segment-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const inStoredOrder = <Data extends Int16Array | Uint8Array>(lps: Data): Data => {
  const out = lps.slice() as Data;
  for (let k = 0; k < DIMS[2]; k += 1)
    for (let j = 0; j < DIMS[1]; j += 1)
      for (let i = 0; i < DIMS[0]; i += 1)
        out[k + STORED[0] * (DIMS[0] - 1 - i + STORED[1] * j)] = lps[i + DIMS[0] * (j + DIMS[1] * k)]!;
  return out;
};

function writePhantom(modality: 'CT' | 'MR'): { file: string; truth: Uint8Array } {
  const { image, labels } = demoPhantom(modality, GRID);
  const file = join(root, `${modality}.nii.gz`);
  const data = inStoredOrder(image);
  writeFileSync(file, encodeNifti({ dims: STORED, affine: AFFINE, dtype: 'int16', data, gzip: true }));
  return { file, truth: inStoredOrder(labels) };
}

const run = (...args: string[]): Promise<CliRun> =>
  runCli(['segment', ...args], { home: join(root, 'home') });

describe('plumbline segment', () => {
  it('writes what a CT pack finds in the geometry of the input', async () => {
    const { file, truth } = writePhantom('CT');
    const output = join(root, 'new', 'labels.nii.gz');
    const model = 'demo-phantom-segmentation';
    const { code, out, err } = await run('--model', model, '--input', file, '--output', output, '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { header, samples } = await readNiftiBytes(output);
    expect(header).toMatchObject({ dims: STORED, affineRas: AFFINE, datatype: 'uint8' });
    for (const name of ['liver', 'heart', 'lung_lower_lobe_left', 'hip_right'] as const)
      expect(dice(samples, truth, idOf(name)), name).toBeGreaterThan(0.7);
    const { classes } = JSON.parse(out) as {
      classes: { name: string; voxels: number; millilitres: number }[];
    };
    const liver = classes.find(({ name }) => name === 'liver');
    const voxels = samples.filter((label) => label === idOf('liver')).length;
    expect(liver).toMatchObject({ voxels, millilitres: voxels * 0.512 });
    expect(readdirSync(join(root, 'new'))).toEqual(['labels.nii.gz']);
  }, 120_000);

  it('writes MR with the ids that an import of MR expects, and says so in German', async () => {
    const { file, truth } = writePhantom('MR');
    const output = join(root, 'mr.nii');
    const model = 'demo-phantom-segmentation-mr';
    const { code, out } = await run('--lang', 'de', '--model', model, '--input', file, '--output', output);
    expect(code).toBe(0);
    expect(out).toMatch(/Leber\t[\d.,]+\u00A0ml/);
    const { samples } = await readNiftiBytes(output);
    const unified = Uint8Array.from(samples, (label) => UNIFIED_ID_BY_MR_ID[label] ?? 0);
    expect(dice(unified, truth, idOf('liver'))).toBeGreaterThan(0.7);
    // The MR task knows whole lungs, the phantom their lobes.
    const lobes = new Set<number>([idOf('lung_upper_lobe_left'), idOf('lung_lower_lobe_left')]);
    const lungs = truth.map((label) => (lobes.has(label) ? idOf('lung_left') : 0));
    expect(dice(unified, lungs, idOf('lung_left'))).toBeGreaterThan(0.7);
  }, 120_000);

  it('segments the volumes of a project, names them, and says in German what came of it', async () => {
    const project = join(root, 'project');
    const home = join(root, 'home');
    const pack = writeMarkerPack(join(root, 'marker'), { parts: [{ above: 5, below: 0 }] });
    await runCli(['import', writeHalves(join(root, 'halves')), '--project', project], { home });
    const listed = await run('--project', project);
    expect(listed.out).toMatch(/1\tCT\t3\tnone\thalves\/ct/);
    const segmented = await run('--lang', 'de', '--project', project, '--all', '--model', pack);
    expect(segmented).toMatchObject({ code: 0, out: '1 Volumen angesehen\n' });
    expect(segmented.err).toContain('halves/ct: mit marker 1.0.0 segmentiert; Paare: 3 neu');
    const again = await run('--json', '--project', project, '--volume', '1', '--model', pack);
    expect(JSON.parse(again.out)).toMatchObject({ volumes: [{ outcome: 'unchanged' }], problems: [] });
    const wrong = await run('--project', project, '--volume', '7', '--model', pack);
    expect(wrong).toMatchObject({ code: 1 });
    expect(wrong.err).toContain('no volume 7');
    const nothing = await run('--project', project, '--all');
    expect(nothing).toMatchObject({ code: 2 });
    expect(nothing.err).toContain('--model');
  }, 120_000);

  it('refuses what cannot work before it begins', async () => {
    const { file } = writePhantom('CT');
    const text = join(root, 'notes.txt');
    writeFileSync(text, 'no image');
    const refusals = [
      { input: file, output: file, says: 'would replace the image' },
      { input: file, output: join(root, 'x.mha'), says: '.nii.gz' },
      { input: text, output: join(root, 'x.nii'), says: 'no NIfTI volume' },
      { input: join(root, 'none.nii'), output: join(root, 'x.nii'), says: 'none.nii' },
    ];
    for (const { input, output, says } of refusals) {
      const { code, err } = await run(
        '--model',
        'demo-phantom-segmentation',
        '--input',
        input,
        '--output',
        output,
      );
      expect(code).toBe(1);
      expect(err).toContain(says);
    }
    const german = await run(
      '--lang',
      'de',
      '--model',
      'demo-phantom-segmentation',
      '--input',
      text,
      '--output',
      join(root, 'x.nii'),
    );
    expect(german.err).toContain('kein NIfTI-Volumen');
    expect(existsSync(join(root, 'x.nii'))).toBe(false);
  }, 60_000);

  it('leaves no copy of the image behind when it is stopped', async () => {
    const { file } = writePhantom('CT');
    const temporary = join(root, 'tmp');
    mkdirSync(temporary);
    const copies = (): string[] => readdirSync(temporary).filter((name) => name.startsWith('plumbline-'));
    const output = join(root, 'stopped.nii');
    const { code, err } = await runCli(
      ['segment', '--model', 'demo-phantom-segmentation', '--input', file, '--output', output],
      {
        home: join(root, 'home'),
        by: ['env', `TMPDIR=${temporary}`],
        during: (child) => {
          const timer = setInterval(() => {
            if (copies().length === 0) return;
            clearInterval(timer);
            child.kill('SIGINT');
          }, 10);
        },
      },
    );
    expect({ code, copies: copies(), isWritten: existsSync(output) }).toEqual({
      code: 130,
      copies: [],
      isWritten: false,
    });
    expect(err).toContain('Stopped');
  }, 60_000);
});
