import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FAKE = join(import.meta.dirname, 'slurm', 'fake-slurm.mjs');
const NAMES = ['sbatch', 'scancel', 'srun', 'scontrol'] as const;

/**
 * A cluster of one node: Slurm's commands in a folder of their own, which has to come first in PATH.
 *
 * @param gpus Cards that a job is told it has on a node
 * @returns what has to stand in the environment of whoever submits
 */
export async function writeFakeSlurm(
  root: string,
  gpus: number,
): Promise<{ PATH: string; FAKE_SLURM: string; FAKE_GPUS: string }> {
  const bin = join(root, 'slurm-bin');
  await mkdir(bin, { recursive: true });
  for (const name of NAMES)
    await writeCommand(join(bin, name), `exec '${process.execPath}' '${FAKE}' ${name} "$@"`);
  return {
    PATH: `${bin}:${process.env['PATH']}`,
    FAKE_SLURM: join(root, 'slurm-jobs'),
    FAKE_GPUS: String(gpus),
  };
}

/** A virtual environment whose torchrun is the fake trainer. @returns its folder */
export async function writeFakeVenv(root: string): Promise<string> {
  const venv = join(root, 'venv');
  await mkdir(join(venv, 'bin'), { recursive: true });
  await writeFile(join(venv, 'bin', 'activate'), `export PATH='${join(venv, 'bin')}':$PATH\n`);
  const trainer = join(import.meta.dirname, 'fake-trainer.mjs');
  // Its arguments are kept for a look; the configuration is the last.
  const lines = [
    `printf '%s\\n' "$@" > '${join(root, 'torchrun-arguments')}'`,
    `exec '${process.execPath}' '${trainer}' "\${@: -1}"`,
  ];
  await writeCommand(join(venv, 'bin', 'torchrun'), lines.join('\n'));
  return venv;
}

const writeCommand = (file: string, body: string): Promise<void> =>
  writeFile(file, `#!/bin/bash\n${body}\n`, { mode: 0o755 });
