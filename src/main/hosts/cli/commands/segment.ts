import type { Command } from 'commander';
import { type ClassId, classNameOf, labelOf } from '../../../../shared/domain/anatomy/classes.ts';
import { interruptible } from '../interruptible.ts';
import { progressPrinter } from '../progress.ts';
import type { CommandContext } from './context.ts';

interface Chosen {
  readonly model: string;
  readonly input: string;
  readonly output: string;
}

export function addSegment(program: Command, context: CommandContext): void {
  const { say } = context.terminal;
  program
    .command('segment')
    .description(say('segment'))
    .requiredOption('--model <pack>', say('segment.model'))
    .requiredOption('--input <file>', say('segment.input'))
    .requiredOption('--output <file>', say('segment.output'))
    .action((chosen: Chosen) => segment(chosen, context));
}

async function segment({ model, input, output }: Chosen, context: CommandContext): Promise<void> {
  const { batch, terminal } = context;
  const { say, language } = terminal;
  const onProgress = progressPrinter(terminal);
  const { classes, problems, ...result } = await interruptible(context, () =>
    batch.segment({ pack: model, input, output, onProgress }),
  );
  terminal.problems(problems);
  const millilitres = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const lines = classes.map(
    (found) =>
      `${labelOf(found.classId as ClassId, language)}\t${millilitres.format(found.millilitres)}\u00A0ml`,
  );
  const done = say('segment.done', { pack: result.packName, classes: classes.length, output: result.output });
  const named = classes.map((found) => ({ ...found, name: classNameOf(found.classId as ClassId) }));
  terminal.result({ ...result, classes: named, problems }, [done, ...lines].join('\n'));
}
