import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { AppError } from '../../../shared/contract/app-error.ts';
import { asExpected, asUnwritable } from '../../../shared/contract/system-failure.ts';
import { writeWhole } from '../../formats/write-whole.ts';
import type { StartedProgram } from '../../ports/programs.ts';
import { type CommandPlaces, type Installation, type TrainerCommand, commandFor } from './command.ts';
import { configFor } from './config-file.ts';
import type { FullTrainingDeps } from './deps.ts';
import { checkEnvironment } from './environment.ts';
import type { RunPlaces, RunState } from './run-files.ts';

export const installationOf = ({ settings, programDir }: FullTrainingDeps): Installation => ({
  settings: settings.get(),
  problem: settings.problem,
  programDir,
});

/** @throws AppError training.trainer-missing, training.trainer-bad-command */
export function plannedCommand(state: RunState, places: RunPlaces, deps: FullTrainingDeps): TrainerCommand {
  return commandFor(commandPlaces(state, places), installationOf(deps));
}

function commandPlaces(state: RunState, { dir, config, data, out, log }: RunPlaces): CommandPlaces {
  const { pack } = state.request.recipe;
  // Packs of one name and version could not be told apart.
  const name = pack.name || `tuned-${state.run.slice(0, 8)}`;
  const { base, outputDir: output } = state;
  return { run: dir, config, data, out, log, output, base: base.dir, pack: { ...pack, name } };
}

/**
 * Starts the trainer on data that are there. Its earlier words are put aside, so that what it says is of this start.
 *
 * @throws AppError training.trainer-*, store.*
 */
export async function launch(
  state: RunState,
  places: RunPlaces,
  deps: FullTrainingDeps,
  signal: AbortSignal,
): Promise<{ readonly command: TrainerCommand; readonly program: StartedProgram }> {
  const command = plannedCommand(state, places, deps);
  await assertFit(state, places, deps, signal);
  const config = configFor(command.preset, state.request.recipe, commandPlaces(state, places));
  await writeWhole(places.config, Buffer.from(config));
  try {
    await mkdir(state.outputDir, { recursive: true });
    for (const file of new Set([places.out, command.events])) await setAside(file, state.attempts.length);
    // What an earlier start was told.
    if (command.stopFile !== '') await rm(command.stopFile, { force: true });
  } catch (error) {
    throw asUnwritable(error, state.outputDir);
  }
  const { argv, cwd, env } = command;
  try {
    const program = await deps.programs.start({ argv, cwd, env, out: places.out, err: places.log });
    return { command, program };
  } catch (error) {
    const { code = '?', path } = error as NodeJS.ErrnoException;
    const expected = asExpected(error, places.log);
    if (expected instanceof AppError && path !== argv[0]) throw expected;
    throw new AppError(
      'training.trainer-not-started',
      { command: argv[0]!, detail: code, cwd },
      { cause: error },
    );
  }
}

/** What is missing is said before minutes of loading end in a stack trace. @throws AppError training.trainer-unfit */
async function assertFit(
  { base, outputDir, request: { recipe } }: RunState,
  { dir }: RunPlaces,
  deps: FullTrainingDeps,
  signal: AbortSignal,
): Promise<void> {
  const installation = installationOf(deps);
  const { programs } = deps;
  const items = await checkEnvironment(
    { base: base.dir, outputDir, runDir: dir, recipe },
    { installation, programs, signal },
  );
  const missing = items.filter(({ ok, needed }) => needed && !ok);
  if (missing.length > 0)
    throw new AppError('training.trainer-unfit', {
      missing: missing.map(({ name, detail }) => (detail ? `${name} (${detail})` : name)).join(', '),
    });
}

async function setAside(file: string, attempt: number): Promise<void> {
  if (existsSync(file)) await rename(file, file.replace(/(\.\w+)$/, `.${attempt}$1`));
}

/** The number of a job that a scheduler has printed; empty where it has not. */
export async function jobNumber(out: string): Promise<string> {
  const text = await readFile(out, 'utf8').catch(() => '');
  return /^([\w.-]{1,64})/.exec(text)?.[1] ?? '';
}
