import { type Command, InvalidArgumentError, Option } from 'commander';
import type { SliceAnswer } from '../../../../shared/contract/vlm.ts';
import { type ClassId, type Modality, labelOf } from '../../../../shared/domain/anatomy/classes.ts';
import type { Language } from '../../../../shared/domain/mention/mention.ts';
import { GENERATE_TASKS, type GenerateTask } from '../../../../shared/domain/radgrounder/prompt.ts';
import type { SliceAxis } from '../../../../shared/domain/volume/slice.ts';
import { interruptible } from '../interruptible.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './context.ts';

interface Chosen {
  readonly model: string;
  readonly image: string;
  readonly axis: keyof typeof AXES;
  readonly slice?: number;
  readonly modality?: Modality;
  readonly task: GenerateTask;
  readonly question?: string;
  readonly clinical?: string;
  readonly language?: Language;
}

const AXES = { sagittal: 0, coronal: 1, axial: 2 } as const satisfies Record<string, SliceAxis>;

export function addGenerate(program: Command, context: CommandContext): void {
  const { say, language } = context.terminal;
  program
    .command('generate')
    .description(say('generate'))
    .requiredOption('--model <pack>', say('generate.model'))
    .requiredOption('--image <file>', say('generate.image'))
    .addOption(new Option('--axis <axis>', say('generate.axis')).choices(Object.keys(AXES)).default('axial'))
    .addOption(new Option('--slice <number>', say('generate.slice')).argParser(toIndex))
    .addOption(new Option('--modality <modality>', say('generate.modality')).choices(['CT', 'MR']))
    .addOption(new Option('--task <task>', say('generate.task')).choices(GENERATE_TASKS).default('ground'))
    .option('--question <text>', say('generate.question'))
    .option('--clinical <text>', say('generate.clinical'))
    .addOption(
      new Option('--language <language>', say('generate.language')).choices(['de', 'en']).default(language),
    )
    .action((chosen: Chosen) => generate(chosen, context));
}

async function generate(
  { model, image, axis, slice, clinical, ...request }: Chosen,
  context: CommandContext,
): Promise<void> {
  const { batch, terminal } = context;
  const result = await interruptible(context, () =>
    batch.generate({
      ...request,
      pack: model,
      image,
      axis: AXES[axis],
      index: slice,
      clinicalInformation: clinical,
      language: request.language ?? terminal.language,
      onPart: answerPrinter(terminal),
    }),
  );
  terminal.result(result, textOf(result, terminal));
}

/** Writes the growing answer where somebody watches; the result comes whole on standard output. */
function answerPrinter({ isJson }: Terminal): ((answer: SliceAnswer) => void) | undefined {
  if (isJson || !process.stderr.isTTY) return undefined;
  let shown = '';
  return ({ text, isComplete }) => {
    process.stderr.write(text.startsWith(shown) ? text.slice(shown.length) : `\r\u001B[K${text}`);
    shown = text;
    if (isComplete) process.stderr.write('\n\n');
  };
}

function textOf({ text, boxes, isComplete }: SliceAnswer, { say, language }: Terminal): string {
  const lines = boxes.map(({ classId, box, start, end, confidence }) =>
    [
      labelOf(classId as ClassId, language),
      `[${box.map(Math.round).join(', ')}]`,
      `${Math.round(confidence * 100)} %`,
      text.slice(start, end),
    ].join('\t'),
  );
  return [text, ...(isComplete ? [] : [say('generate.cut')]), ...lines].join('\n');
}

function toIndex(value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw new InvalidArgumentError('');
  return Number(value);
}
