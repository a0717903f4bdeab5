import { dirname, join } from 'node:path';
import type { Ports } from '../ports/index.ts';
import { type Programs, nodePrograms } from '../ports/programs.ts';
import { type ComputeService, createComputeService } from '../services/compute/index.ts';
import { type LlmService, createLlmService } from '../services/llm/index.ts';
import { type ModelsService, createModelsService } from '../services/models/index.ts';
import {
  type SettingsService,
  type TrainerSettingsService,
  createSettingsService,
  createTrainerSettings,
} from '../services/settings/index.ts';

/** What belongs to this machine and person and not to a project; it outlives the projects that are opened. */
export interface Machine {
  readonly settings: SettingsService;
  readonly compute: ComputeService;
  readonly models: ModelsService;
  readonly llm: LlmService;
  /** Where the trainer is, and how foreign programs are started. */
  readonly trainer: TrainerSettingsService;
  readonly programs: Programs;
  /** Folder of the program, which may have `trainer/` in it. */
  readonly programDir: string;
  /** Ends the compute processes. */
  close(): void;
}

export function createMachine(
  { clock, log, paths, children }: Pick<Ports, 'clock' | 'log' | 'paths' | 'children'>,
  language: 'de' | 'en',
): Machine {
  const settings = createSettingsService({ file: join(paths.dataDir, 'settings.json'), log, language });
  const compute = createComputeService({ children, log, settings: () => settings.get() });
  const models = createModelsService({
    storeDir: join(paths.dataDir, 'models'),
    builtInDir: join(paths.resourcesDir, 'models'),
    compute,
    clock,
    log,
  });
  const llm = createLlmService({
    dataDir: paths.dataDir,
    log,
    environmentKey: takenFromEnvironment(),
  });
  return {
    settings,
    compute,
    models,
    llm,
    trainer: createTrainerSettings({ file: join(paths.dataDir, 'trainer.json'), log }),
    programs: nodePrograms(),
    programDir: dirname(paths.resourcesDir),
    close: () => compute.close(),
  };
}

/** A key that the environment gives for the language model is taken out of it: no child process needs to know it. */
function takenFromEnvironment(): string | undefined {
  const { PLUMBLINE_LLM_KEY: key } = process.env;
  delete process.env['PLUMBLINE_LLM_KEY'];
  return key?.trim() || undefined;
}
