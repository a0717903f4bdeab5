import { z } from 'zod';
import { TrainerSettingsSchema } from '../../../shared/contract/full-training.ts';
import type { Log } from '../../ports/index.ts';
import { KeptSettings } from './kept-settings.ts';

/** A command of one's own; what the words in braces stand for is said in docs/training.md. */
const CustomCommandSchema = z.strictObject({
  argv: z.array(z.string()).min(1),
  cwd: z.string().default('.'),
  env: z.record(z.string(), z.string()).default({}),
  modules: z.array(z.string()).default([]),
  events: z.string().default('stdout'),
  dialect: z.enum(['json', 'huggingface']).default('json'),
  stopFile: z.string().default(''),
  stop: z.array(z.string()).default([]),
  kill: z.array(z.string()).default([]),
  result: z.string().default(''),
  pack: z.array(z.string()).default([]),
});
export type CustomCommand = z.infer<typeof CustomCommandSchema>;

/**
 * What the file holds. A command of one's own stands in the file only: no page can set it, because whoever can set a command can run
 * anything.
 */
const StoredSchema = TrainerSettingsSchema.extend({ custom: CustomCommandSchema.nullable() });
export type StoredTrainerSettings = z.infer<typeof StoredSchema>;

const INITIAL: StoredTrainerSettings = {
  preset: 'plumbline',
  python: '',
  trainerDir: '',
  publishedDir: '',
  slurmScript: '',
  gpus: 1,
  base: '',
  outputDir: '',
  stopSeconds: 120,
  silenceMinutes: 120,
  logMegabytes: 64,
  custom: null,
};

/** Where the trainer is on this machine, one JSON file. */
export type TrainerSettingsService = KeptSettings<StoredTrainerSettings>;

export function createTrainerSettings(deps: {
  readonly file: string;
  readonly log: Log;
}): TrainerSettingsService {
  return new KeptSettings({ ...deps, initial: INITIAL, schema: StoredSchema });
}
