import { existsSync } from 'node:fs';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/app-error.ts';
import { TrainerPresetSchema } from '../../../shared/contract/full-training.ts';
import type { StoredTrainerSettings } from '../settings/index.ts';
import { type Template, templateOf } from './presets.ts';

/** What is run for a training, with everything filled in. */
export const TrainerCommandSchema = z.strictObject({
  preset: TrainerPresetSchema,
  argv: z.array(z.string()).min(1),
  cwd: z.string(),
  env: z.record(z.string(), z.string()),
  /** File that the events go to. */
  events: z.string(),
  dialect: z.enum(['json', 'huggingface']),
  /** Made to have it save and end, instead of a signal; empty where it looks for none. */
  stopFile: z.string().default(''),
  /** Run to have it end, and to end it by force, instead of signals; `{job}` is the first word that the command printed. */
  stop: z.array(z.string()),
  kill: z.array(z.string()),
  /** Folder that is there when the training came to its end; empty where an event says so. */
  result: z.string(),
  /** Makes a pack of the result; empty where the trainer has made one. */
  pack: z.array(z.string()),
});
export type TrainerCommand = z.infer<typeof TrainerCommandSchema>;

export interface CommandPlaces {
  /** Folder of the run: configuration, events, log. */
  readonly run: string;
  readonly config: string;
  readonly data: string;
  readonly output: string;
  readonly base: string;
  readonly out: string;
  /** What it says besides. */
  readonly log: string;
  readonly pack: { readonly name: string; readonly licence: string; readonly source: string };
}

export interface Installation {
  readonly settings: StoredTrainerSettings;
  /** What was wrong with their file, where something was. */
  readonly problem?: string | null;
  /** Folder of the program, which may have `trainer/` beside it. */
  readonly programDir: string;
}

/** @throws AppError training.trainer-missing, training.trainer-bad-command */
export function commandFor(places: CommandPlaces, installation: Installation): TrainerCommand {
  const { settings } = installation;
  const template = templateOf(settings);
  const fill = (word: string, known: Values = {}): string =>
    filled(word, { ...valuesOf(places, installation), ...known });
  return {
    preset: settings.preset,
    argv: template.argv.map((word) => fill(word)),
    cwd: resolve(places.run, fill(template.cwd)),
    env: environmentOf(template, places, installation),
    events: template.events === 'stdout' ? places.out : resolve(places.run, fill(template.events)),
    dialect: template.dialect,
    stopFile: template.stopFile && resolve(places.run, fill(template.stopFile)),
    stop: template.stop.map((word) => fill(word, LATER)),
    kill: template.kill.map((word) => fill(word, LATER)),
    result: template.result && fill(template.result),
    pack: template.pack.map((word) => fill(word)),
  };
}

/** The Python that is meant; empty where none is. */
export const pythonOf = ({ python }: Pick<StoredTrainerSettings, 'python'>): string =>
  python || (process.env['PLUMBLINE_PYTHON'] ?? '');

/** Folder of the trainer's sources; empty where Python has it installed. */
export function trainerDirOf({ settings, programDir }: Installation): string {
  if (settings.trainerDir) return settings.trainerDir;
  const beside = join(programDir, 'trainer');
  return existsSync(join(beside, 'plumbline_trainer')) ? beside : '';
}

/** No hub is asked for anything, and words come when they are said. */
const QUIET = { HF_HUB_OFFLINE: '1', TRANSFORMERS_OFFLINE: '1', PYTHONUNBUFFERED: '1' } as const;

/** @param more Folders that modules are looked up in before any other */
export function pythonEnvironment(
  installation: Installation,
  more: readonly string[] = [],
): Record<string, string> {
  const trainer = trainerDirOf(installation);
  const packs = trainer && join(dirname(trainer), 'tools', 'model-packs');
  const folders = [...more, trainer, packs, process.env['PYTHONPATH'] ?? ''].filter(
    (folder) => folder !== '' && (folder.includes(delimiter) || existsSync(folder)),
  );
  return { ...QUIET, ...(folders.length > 0 && { PYTHONPATH: folders.join(delimiter) }) };
}

function environmentOf(
  { env, modules }: Template,
  places: CommandPlaces,
  installation: Installation,
): Record<string, string> {
  const values = valuesOf(places, installation);
  const own = Object.entries(env).map(([name, value]) => [name, filled(value, values)] as const);
  const folders = modules.map((folder) => filled(folder, values));
  return { ...pythonEnvironment(installation, folders), ...Object.fromEntries(own) };
}

type Values = Readonly<Record<string, () => string>>;
/** What is known only when it is needed: the first word that the command printed. */
const LATER: Values = { job: () => '{job}' };

function valuesOf({ pack, ...places }: CommandPlaces, { settings }: Installation): Values {
  const given = (name: string, value: string) => (): string => {
    if (value === '') throw new AppError('training.trainer-missing', { what: name });
    return value;
  };
  const values = { ...places, ...pack };
  return {
    ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, () => value])),
    python: given('python', pythonOf(settings)),
    published: given('published', settings.publishedDir),
    slurm: given('slurm', settings.slurmScript),
    gpus: () => String(settings.gpus),
    // No other job of a cluster is called like it.
    jobname: () => `plumbline-${basename(places.run)}`,
  };
}

function filled(word: string, values: Values): string {
  return word.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (!value) throw new AppError('training.trainer-bad-command', { placeholder: `{${name}}` });
    return value();
  });
}
