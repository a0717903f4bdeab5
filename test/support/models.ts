import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { nodeChildHost, systemClock } from '../../src/main/ports/node.ts';
import {
  type ComputeService,
  type ComputeTiming,
  createComputeService,
} from '../../src/main/services/compute/index.ts';
import { type ModelsService, createModelsService } from '../../src/main/services/models/index.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface RunningModels {
  readonly models: ModelsService;
  readonly compute: ComputeService;
  readonly storeDir: string;
  readonly builtInDir: string;
}

/** The real service on a folder of its own, with the real compute process. */
export function startModels(root: string, timing: ComputeTiming = {}): RunningModels {
  const [storeDir, builtInDir] = [join(root, 'store'), join(root, 'built-in')];
  const compute = createComputeService({
    children: nodeChildHost(),
    log: silent,
    timing,
    settings: () => ({ computeProvider: 'cpu', computeThreads: 0, cudaFolder: '' }),
  });
  const models = createModelsService({ storeDir, builtInDir, compute, clock: systemClock, log: silent });
  return { models, compute, storeDir, builtInDir };
}

/** What lies in the store under a pack's own name, and what under another. */
export function storeNames(storeDir: string): { finished: string[]; others: string[] } {
  const names = existsSync(storeDir) ? readdirSync(storeDir).filter((name) => name !== 'in-use') : [];
  return {
    finished: names.filter((name) => /^[0-9a-f]{64}$/.test(name)),
    others: names.filter((name) => !/^[0-9a-f]{64}$/.test(name)),
  };
}

export const cleanUp = (root: string): void => rmSync(root, { recursive: true, force: true });
