import type { Command } from 'commander';
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
  const onProgress = progressPrinter(terminal);
  const result = await interruptible(context, () =>
    batch.segment({ pack: model, input, output, onProgress }),
  );
  const classes = Object.keys(result.voxels).length;
  terminal.result(
    result,
    terminal.say('segment.done', { pack: result.packName, classes, output: result.output }),
  );
}
