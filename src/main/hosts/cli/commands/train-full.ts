import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  RecipeSchema,
  TRAINER_PRESETS,
  type TrainerPreset,
} from '../../../../shared/contract/full-training.ts';
import { interruptible } from '../interruptible.ts';
import { progressPrinter } from '../progress.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import type { CommandContext } from './context.ts';
import { checkText, fullEnd, fullLines, fullStart } from './train-full-lines.ts';
import { snapshotLine } from './train-lines.ts';

/** Options of `plumbline train --full`, beside those that it shares with the training of a head. */
export interface FullChosen {
  readonly full?: boolean;
  readonly check?: boolean;
  readonly base?: string;
  readonly preset?: TrainerPreset;
  readonly python?: string;
  readonly trainer?: string;
  readonly published?: string;
  readonly slurm?: string;
  readonly gpus?: number;
  readonly output?: string;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly boxes?: 'any' | 'complete';
  readonly detach?: boolean;
}

interface Shared {
  readonly project: string;
  readonly snapshot?: string;
  readonly seed: number;
  readonly steps: number;
  readonly batch: number;
  readonly rate: number;
}

const NAMES = ['full', 'check', 'base', 'preset', 'python', 'trainer', 'published', 'slurm'] as const;
const MORE_NAMES = ['gpus', 'output', 'set', 'boxes', 'detach'] as const;

export function addFullOptions(command: Command, { say }: Pick<Terminal, 'say'>): Command {
  const folder = (flags: string, text: string): Option =>
    new Option(flags, text).argParser((dir) => resolve(dir));
  return command
    .option('--full', say('trainFull'))
    .option('--check', say('trainFull.check'))
    .addOption(folder('--base <dir>', say('trainFull.base')))
    .addOption(new Option('--preset <name>', say('trainFull.preset')).choices(TRAINER_PRESETS))
    .addOption(new Option('--python <file>', say('trainFull.python')).argParser(toPython))
    .addOption(folder('--trainer <dir>', say('trainFull.trainer')))
    .addOption(folder('--published <dir>', say('trainFull.published')))
    .addOption(folder('--slurm <file>', say('trainFull.slurm')))
    .addOption(new Option('--gpus <number>', say('trainFull.gpus')).argParser(toGpus))
    .addOption(folder('--output <dir>', say('trainFull.output')))
    .addOption(new Option('--set <field=value>', say('trainFull.set')).argParser(toFields))
    .addOption(new Option('--boxes <which>', say('trainFull.boxes')).choices(['any', 'complete']))
    .option('--detach', say('trainFull.detach'));
}

/** The options of the training of a head alone. */
export function withoutFull<Chosen extends FullChosen>(chosen: Chosen): Omit<Chosen, keyof FullChosen> {
  const names = new Set<string>([...NAMES, ...MORE_NAMES]);
  return Object.fromEntries(Object.entries(chosen).filter(([name]) => !names.has(name))) as Omit<
    Chosen,
    keyof FullChosen
  >;
}

export async function trainFull(
  chosen: FullChosen & Shared,
  command: Command,
  context: CommandContext,
): Promise<void> {
  const { batch, terminal } = context;
  const { project, snapshot, boxes = 'any', detach: isDetached = false } = chosen;
  const settings = settingsOf(chosen);
  const recipe = recipeOf(chosen, command);
  if (chosen.check) {
    const environment = await batch.fullTraining.check({ project, settings, recipe });
    terminal.result(environment, checkText(environment, terminal));
    if (!environment.canStart) process.exitCode = EXIT.failed;
    return;
  }
  const incomplete = boxes === 'complete' ? ('report' as const) : ('ground' as const);
  const asked = { project, settings, snapshot, recipe, incomplete, isDetached, ...watched(terminal) };
  const status = await interruptible(context, () => batch.fullTraining.train(asked));
  const { value, text } = fullEnd(status, terminal);
  if (terminal.isJson) terminal.line({ event: 'end', ...value }, '');
  else terminal.result(value, text);
}

function settingsOf({ base, preset, python, trainer, published, slurm, gpus, output }: FullChosen) {
  const folders = { trainerDir: trainer, publishedDir: published, slurmScript: slurm, outputDir: output };
  return { base, preset, python, gpus, ...folders };
}

/** Fields that were named; `--steps` and the like only where somebody typed them, because a head has other defaults. */
function recipeOf({ set = {}, ...chosen }: FullChosen & Shared, command: Command): Record<string, unknown> {
  const typed = (option: keyof Shared, field: string) =>
    command.getOptionValueSource(option) === 'cli' ? { [field]: chosen[option] } : {};
  const recipe = {
    ...typed('seed', 'seed'),
    ...typed('steps', 'steps'),
    ...typed('batch', 'batchSize'),
    ...typed('rate', 'learningRate'),
    ...set,
  };
  const parsed = RecipeSchema.safeParse(recipe);
  if (parsed.success) return recipe;
  const [issue] = parsed.error.issues;
  const field = [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys : [])].join(
    '.',
  );
  throw new InvalidArgumentError(`'--set ${field}'`);
}

function watched(terminal: Terminal) {
  const onProgress = progressPrinter(terminal);
  const seen = { step: -1, evaluations: 0, isBegun: false };
  return {
    onProgress,
    onSnapshot: (summary: Parameters<typeof snapshotLine>[0]): void => {
      if (!terminal.isJson) terminal.note(snapshotLine(summary, terminal));
    },
    onStatus: (status: Parameters<typeof fullLines>[0]): void => {
      const { step, loss, evalLoss, samplesPerSecond, secondsLeft, evaluations, device } = status;
      if (terminal.isJson) {
        const { run, steps, state, checkpoint } = status;
        const report = { run, state, step, steps, loss, evalLoss, samplesPerSecond, secondsLeft, checkpoint };
        if (step !== seen.step) terminal.line({ event: 'report', ...report }, '');
      } else {
        if (device !== null && !seen.isBegun) terminal.note(fullStart(status, terminal));
        if (evaluations.length > seen.evaluations)
          terminal.note(fullLines(status, seen.evaluations, terminal));
      }
      Object.assign(seen, { step, evaluations: evaluations.length, isBegun: device !== null });
    },
  };
}

function toPython(file: string): string {
  const path = resolve(file);
  if (!/[\\/]python[\d.]*(\.exe)?$/i.test(path)) throw new InvalidArgumentError('');
  return path;
}

function toGpus(value: string): number {
  if (!/^[1-9]\d?$/.test(value) || Number(value) > 64) throw new InvalidArgumentError('');
  return Number(value);
}

/** `learningRate=2e-5`, `lora={"rank":8,…}`, or `@FILE` with many of them as JSON; may be said more than once. */
function toFields(value: string, before: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  if (value.startsWith('@')) return { ...before, ...(fromFile(value.slice(1)) as object) };
  const [, field, text] = /^(\w+)=(.*)$/s.exec(value) ?? [];
  if (field === undefined || text === undefined) throw new InvalidArgumentError('');
  return { ...before, [field]: valueOf(text) };
}

/** A word that is no JSON is itself: `optimizer=adamw`. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function fromFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    throw new InvalidArgumentError('');
  }
}
