import { existsSync } from 'node:fs';
import { access, constants, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/app-error.ts';
import { type CheckItem, CheckItemSchema, type Recipe } from '../../../shared/contract/full-training.ts';
import type { Programs } from '../../ports/programs.ts';
import { bytesOfBase, readBase } from './base.ts';
import { parametersOf } from './base-parameters.ts';
import { memoryItem, planOf } from './card-memory.ts';
import { type Installation, pythonEnvironment, pythonOf, trainerDirOf } from './command.ts';

/** Importing PyTorch from a slow disk takes its time. */
const CHECK_MS = 180_000;
const GIB = 2 ** 30;
/** Modules of the published trainer that the one in this repository has no need of. */
const PUBLISHED_MODULES = ['trl', 'monai', 'pandas'] as const;

export interface EnvironmentRequest {
  /** Empty where none is chosen yet. */
  readonly base: string;
  readonly outputDir: string;
  readonly runDir: string;
  readonly recipe: Recipe;
}

export interface EnvironmentDeps {
  readonly installation: Installation;
  readonly programs: Programs;
  readonly signal: AbortSignal;
}

/** What this machine has and lacks for a training with these settings. */
export async function checkEnvironment(
  request: EnvironmentRequest,
  deps: EnvironmentDeps,
): Promise<CheckItem[]> {
  const { preset } = deps.installation.settings;
  // A command of one's own says itself what it lacks; on a cluster the Python of this machine is not the one that trains.
  const isElsewhere = preset === 'custom' || preset === 'sbatch';
  const python = preset === 'custom' ? [] : await pythonItems(deps);
  const { problem } = deps.installation;
  return [
    // A command that somebody wrote by hand and that is not run for a slip of the pen has to be told of.
    ...(problem ? [{ name: 'settings', ok: false, detail: problem, needed: true }] : []),
    ...python.map((item) => ({ ...item, needed: item.needed && !isElsewhere })),
    ...(isElsewhere ? [] : await memoryItems(python, request, deps)),
    ...(await commandItems(deps)),
    ...(await placeItems(request)),
    ...(preset === 'published' && request.base !== '' ? [processorItem(request.base)] : []),
  ];
}

/** The published code loads its processor from the base; what our trainer merges has a tokenizer only. */
function processorItem(base: string): CheckItem {
  const detail = join(base, 'preprocessor_config.json');
  return { name: 'processor', ok: existsSync(detail), detail, needed: true };
}

/** Nothing where there is no card, or no base to tell its size by. */
async function memoryItems(
  found: readonly CheckItem[],
  { base, recipe }: EnvironmentRequest,
  { installation }: EnvironmentDeps,
): Promise<CheckItem[]> {
  const cards = found.find(({ name }) => name === 'gpu')?.bytes ?? [];
  const checkpoint = cards.length === 0 || base === '' ? null : await readBase(base).catch(asNone);
  if (checkpoint === null || checkpoint instanceof AppError) return [];
  const plan = planOf(recipe, installation.settings.preset);
  return [memoryItem(cards, plan, await parametersOf(checkpoint))];
}

async function pythonItems(deps: EnvironmentDeps): Promise<CheckItem[]> {
  const { installation, programs, signal } = deps;
  const python = pythonOf(installation.settings);
  const item = (name: string, ok: boolean, detail: string): CheckItem => ({ name, ok, detail, needed: true });
  if (python === '') return [item('python', false, '')];
  const argv = [python, '-m', 'plumbline_trainer.cli', '--check'];
  const env = pythonEnvironment(installation);
  try {
    const { code, out, err } = await programs.run({ argv, env, cwd: '.', timeoutMs: CHECK_MS, signal });
    if (code !== 0) return [item('python', true, python), item('trainer', false, lastWords(err))];
    const found = foundIn(out);
    const trainer = item('trainer', found !== null, trainerDirOf(installation) || 'plumbline-trainer');
    return [trainer, ...(found ?? [])];
  } catch (error) {
    signal.throwIfAborted();
    return [item('python', false, `${python}: ${(error as NodeJS.ErrnoException).code ?? 'timeout'}`)];
  }
}

/** Null for an answer that is none. */
function foundIn(out: string): CheckItem[] | null {
  try {
    return z.array(CheckItemSchema).max(200).parse(JSON.parse(out));
  } catch {
    return null;
  }
}

const lastWords = (text: string): string => (text.trim().split('\n').at(-1) ?? '').slice(0, 300);

/** What the command itself needs besides Python. */
async function commandItems({ installation, programs, signal }: EnvironmentDeps): Promise<CheckItem[]> {
  const { settings } = installation;
  const item = (name: string, ok: boolean, detail: string): CheckItem => ({ name, ok, detail, needed: true });
  const runs = async (argv: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const done = await programs.run({ argv, env, cwd: '.', timeoutMs: CHECK_MS, signal }).catch(() => null);
    return done?.code === 0;
  };
  switch (settings.preset) {
    case 'sbatch':
      return [
        item('sbatch', await runs(['sbatch', '--version']), 'sbatch'),
        item('slurm', settings.slurmScript !== '' && existsSync(settings.slurmScript), settings.slurmScript),
      ];
    case 'published': {
      const script = join(settings.publishedDir || '.', 'train_detectgemma.py');
      const python = pythonOf(settings);
      const modules = PUBLISHED_MODULES.map(async (name) =>
        item(
          name,
          python !== '' && (await runs([python, '-c', `import ${name}`], pythonEnvironment(installation))),
          name,
        ),
      );
      return [
        item('published', settings.publishedDir !== '' && existsSync(script), script),
        ...(await Promise.all(modules)),
      ];
    }
    case 'custom':
      return [item('command', settings.custom !== null, settings.custom?.argv[0] ?? '')];
    case 'plumbline':
    case 'torchrun':
      return [];
  }
}

async function placeItems({ base, outputDir, runDir }: EnvironmentRequest): Promise<CheckItem[]> {
  const found = base === '' ? null : await readBase(base).catch(asNone);
  const detail = found instanceof AppError ? String(found.params['detail']) : base;
  const isThere = found !== null && !(found instanceof AppError);
  const needed = isThere ? roomFor(bytesOfBase(found)) : null;
  return [
    { name: 'base', ok: isThere, detail, needed: true },
    await roomItem(outputDir, needed),
    ...(runDir === outputDir ? [] : [await roomItem(runDir, null)]),
  ];
}

function asNone(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw error;
}

/**
 * What a run writes, as an estimate: merged weights and a pack in float32, each twice the size of a base in bfloat16, the pack once more
 * in the store of the machine, and checkpoints.
 */
const roomFor = (base: number): number => 7 * base;

async function roomItem(dir: string, wanted: number | null): Promise<CheckItem> {
  try {
    const there = nearest(dir);
    await access(there, constants.W_OK);
    const { bavail, bsize } = await statfs(there);
    const free = bavail * bsize;
    const gib = (bytes: number): string => `${(bytes / GIB).toFixed(bytes < 10 * GIB ? 1 : 0)} GiB`;
    const ok = wanted === null ? free > GIB : free > wanted;
    return {
      name: 'disk',
      ok,
      detail: wanted === null ? `${gib(free)}: ${dir}` : `${gib(free)} / ${gib(wanted)}: ${dir}`,
      needed: false,
    };
  } catch (error) {
    return {
      name: 'disk',
      ok: false,
      detail: `${(error as NodeJS.ErrnoException).code ?? '?'}: ${dir}`,
      needed: true,
    };
  }
}

/** The folder, or the one above that is there already. */
const nearest = (dir: string): string =>
  existsSync(dir) || dirname(dir) === dir ? dir : nearest(dirname(dir));
