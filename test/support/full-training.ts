import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTrainerSettings } from '../../src/main/services/settings/index.ts';
import {
  type FullTrainingRequest,
  FullTrainingRequestSchema,
} from '../../src/shared/contract/full-training.ts';
import { TINY_RADGROUNDER } from './tiny-radgrounder.ts';
import type { TrainingProject } from './training-project.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What test/support/fake-trainer.mjs does instead of training. */
export interface Behaviour {
  readonly steps?: number;
  readonly stepMs?: number;
  readonly garbageAt?: number;
  readonly garbageMiB?: number;
  readonly crashesAt?: number;
  readonly dieAt?: number;
  readonly failsAt?: number;
  readonly code?: string;
  readonly silentAt?: number;
  readonly ignoresTerm?: boolean;
  readonly ignoresFile?: boolean;
  readonly exitsAtOnce?: number;
  readonly exitsSilently?: boolean;
  /** Of a checkpoint. */
  readonly fillMiB?: number;
  /** Folder that becomes the pack. */
  readonly pack?: string;
}

/** Settings of a machine whose trainer is the fake one. */
export function fakeTrainerSettings(root: string): object {
  const custom = {
    argv: [process.execPath, join(import.meta.dirname, 'fake-trainer.mjs'), '{config}'],
    env: { FAKE_TRAINER: behaviourFile(root) },
  };
  return { preset: 'custom', custom, stopSeconds: 2 };
}

/** Has full training in a project's machine run the fake trainer. */
export async function useFakeTrainer(root: string, machine: TrainingProject['machine']): Promise<void> {
  const file = join(root, 'home', 'trainer.json');
  await mkdir(join(root, 'home'), { recursive: true });
  await writeFile(file, JSON.stringify(fakeTrainerSettings(root)));
  machine.trainer.set(createTrainerSettings({ file, log }).get());
}

const behaviourFile = (root: string): string => join(root, 'behaviour.json');

export async function behave(root: string, behaviour: Behaviour): Promise<void> {
  await writeFile(behaviourFile(root), JSON.stringify(behaviour));
}

/** A checkpoint as far as the program looks at it. */
export async function writeFakeBase(root: string): Promise<string> {
  const base = join(root, 'base');
  await mkdir(base, { recursive: true });
  for (const name of ['config.json', 'tokenizer.json', 'model.safetensors'])
    await writeFile(join(base, name), '{}');
  return base;
}

/** Another seed is another run. */
export function requestOf(snapshot: string, base: string, seed: number): FullTrainingRequest {
  return FullTrainingRequestSchema.parse({ snapshot, base, recipe: { seed } });
}

/** A small pack of its own, as a trainer would leave it. @returns its folder */
export async function writeFakePack(root: string, name: string): Promise<string> {
  const folder = join(root, name);
  await cp(TINY_RADGROUNDER, folder, { recursive: true });
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as object;
  await writeFile(file, JSON.stringify({ ...manifest, name }));
  return folder;
}
