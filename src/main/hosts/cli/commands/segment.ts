import { type Command, InvalidArgumentError } from 'commander';
import { type ClassId, classNameOf, labelOf } from '../../../../shared/domain/anatomy/classes.ts';
import { interruptible } from '../interruptible.ts';
import { progressPrinter } from '../progress.ts';
import type { CommandContext } from './context.ts';
import { segmentProject } from './segment-project.ts';

interface Chosen {
  readonly model?: string;
  readonly input?: string;
  readonly output?: string;
  readonly project?: string;
  readonly volume?: number;
  readonly all?: boolean;
  readonly replaceGiven?: boolean;
}

export function addSegment(program: Command, context: CommandContext): void {
  const { say } = context.terminal;
  const command = program.command('segment').description(say('segment'));
  command
    .option('--model <pack>', say('segment.model'))
    .option('--input <file>', say('segment.input'))
    .option('--output <file>', say('segment.output'))
    .option('--project <dir>', say('segment.project'))
    .option('--volume <number>', say('segment.volume'), wholeNumber)
    .option('--all', say('segment.all'))
    .option('--replace-given', say('segment.replaceGiven'))
    .action((chosen: Chosen) => segment(chosen, { command, context }));
}

async function segment(
  { model, input, output, project, volume, all = false, replaceGiven = false }: Chosen,
  { command, context }: { command: Command; context: CommandContext },
): Promise<void> {
  const pack = (): string => model ?? missing(command, '--model <pack>');
  if (project === undefined)
    return segmentFile(
      {
        pack: pack(),
        input: input ?? missing(command, '--input <file>'),
        output: output ?? missing(command, '--output <file>'),
      },
      context,
    );
  const isList = volume === undefined && !all;
  await segmentProject({ project, volume, replaceGiven, pack: isList ? null : pack() }, context);
}

async function segmentFile(
  request: { readonly pack: string; readonly input: string; readonly output: string },
  context: CommandContext,
): Promise<void> {
  const { batch, terminal } = context;
  const { say, language } = terminal;
  const onProgress = progressPrinter(terminal);
  const { classes, problems, ...result } = await interruptible(context, () =>
    batch.segmentation.file({ ...request, onProgress }),
  );
  terminal.problems(problems);
  const millilitres = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const lines = classes.map(
    (found) =>
      `${labelOf(found.classId as ClassId, language)}\t${millilitres.format(found.millilitres)}\u00A0ml`,
  );
  const done = say('segment.done', { pack: result.packName, classes: classes.length, output: result.output });
  const resumed = result.resumedParts > 0 ? [say('segment.resumed', { count: result.resumedParts })] : [];
  const named = classes.map((found) => ({ ...found, name: classNameOf(found.classId as ClassId) }));
  terminal.result({ ...result, classes: named, problems }, [done, ...resumed, ...lines].join('\n'));
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('');
  return Number(text);
}

/** Which options are needed depends on the others, which the parser does not know about. */
function missing(command: Command, flags: string): never {
  command.error(`error: required option '${flags}' not specified`, {
    code: 'commander.missingMandatoryOptionValue',
  });
}
