import { type Command, InvalidArgumentError, Option } from 'commander';
import { TRAINING_DEFAULTS } from '../../../../shared/contract/training.ts';
import { interruptible } from '../interruptible.ts';
import { toSeed } from '../option-values.ts';
import { progressPrinter } from '../progress.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './context.ts';
import { type FullChosen, addFullOptions, trainFull, withoutFull } from './train-full.ts';
import { endOf, reportLine, shortId, snapshotLine } from './train-lines.ts';

interface Chosen {
  readonly project: string;
  readonly snapshot?: string;
  readonly seed: number;
  readonly steps: number;
  readonly batch: number;
  readonly rate: number;
  readonly evaluateEvery: number;
  readonly patience: number;
  readonly mode: 'dynamic' | 'shuffle';
  readonly parent?: string;
  readonly encoder?: string;
  readonly background?: boolean;
  readonly fresh?: boolean;
}

export function addTrain(program: Command, context: CommandContext): void {
  const { say } = context.terminal;
  const { steps, batch, rate, evaluateEvery, patience, sampling } = TRAINING_DEFAULTS;
  const number = (flags: string, text: string, initial: number): Option =>
    new Option(flags, text).default(initial).argParser(toCount);
  const command = program
    .command('train')
    .description(say('train'))
    .requiredOption('--project <dir>', say('option.project'))
    .option('--snapshot <id>', say('train.snapshot'))
    .addOption(new Option('--seed <number>', say('train.seed')).default(0).argParser(toSeed))
    .addOption(number('--steps <number>', say('train.steps'), steps))
    .addOption(number('--batch <slices>', say('train.batch'), batch))
    .addOption(new Option('--rate <rate>', say('train.rate')).default(rate).argParser(toRate))
    .addOption(number('--evaluate-every <steps>', say('train.evaluateEvery'), evaluateEvery))
    .addOption(number('--patience <number>', say('train.patience'), patience))
    .addOption(
      new Option('--mode <mode>', say('train.mode')).choices(['dynamic', 'shuffle']).default(sampling.mode),
    )
    .option('--parent <id>', say('train.parent'))
    .option('--encoder <pack>', say('train.encoder'))
    .option('--background', say('train.background'))
    .option('--fresh', say('train.fresh'));
  addFullOptions(command, context.terminal).action((chosen: Chosen & FullChosen) =>
    chosen.full ? trainFull(chosen, command, context) : trainHead(withoutFull(chosen), context),
  );
}

async function trainHead(
  { background = false, fresh = false, project, snapshot, seed, parent, encoder, ...settings }: Chosen,
  context: CommandContext,
): Promise<void> {
  const { batch, terminal } = context;
  const watched = watch({ steps: settings.steps, wanted: parent }, terminal);
  const request = { project, snapshot, seed, parent, encoder, settings, ...watched };
  const result = await interruptible(
    context,
    () => batch.training.head({ ...request, isBackground: background, isFresh: fresh }),
    watched.onStopped,
  );
  const { value, text } = endOf(result, terminal);
  if (terminal.isJson) terminal.line({ event: 'end', ...value }, '');
  else terminal.result(value, text);
}

type Request = Parameters<CommandContext['batch']['training']['head']>[0];

/** Tells how a training goes, as it goes. */
function watch(
  { steps, wanted }: { readonly steps: number; readonly wanted: string | undefined },
  terminal: Terminal,
): Pick<Request, 'onSnapshot' | 'onParent' | 'onProgress' | 'onReport'> & { readonly onStopped: () => void } {
  const onProgress = progressPrinter(terminal);
  const seen = { snapshot: '', step: 0 };
  return {
    onProgress,
    onSnapshot: (summary) => {
      seen.snapshot = shortId(summary.id);
      if (!terminal.isJson) terminal.note(snapshotLine(summary, terminal));
    },
    onParent: (parent) => {
      if (terminal.isJson) return;
      if (parent !== null) terminal.note(terminal.say('train.fromParent', { parent: shortId(parent) }));
      else if (wanted !== undefined) terminal.note(terminal.say('train.noChampion'));
    },
    onReport: (report, secondsLeft) => {
      seen.step = report.step;
      if (terminal.isJson) return terminal.line({ event: 'report', ...report, secondsLeft }, '');
      // A bar shows the steps between; what stays on the screen is what was measured.
      if (report.validation === null) return;
      onProgress({ kind: '', done: report.step, total: null, secondsLeft, status: 'done' });
      terminal.note(reportLine({ report, secondsLeft, steps }, terminal));
    },
    onStopped: () => {
      if (seen.step > 0) terminal.note(terminal.say('train.stopped', seen));
    },
  };
}

function toCount(value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new InvalidArgumentError('');
  return Number(value);
}

function toRate(value: string): number {
  const rate = Number(value);
  if (value.trim() === '' || !(rate > 0 && rate <= 1)) throw new InvalidArgumentError('');
  return rate;
}
