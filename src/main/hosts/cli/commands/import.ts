import type { Command } from 'commander';
import { interruptible } from '../interruptible.ts';
import { progressPrinter } from '../progress.ts';
import type { CommandContext } from './context.ts';

export function addImport(program: Command, context: CommandContext): void {
  const { batch, terminal } = context;
  const { say } = terminal;
  program
    .command('import')
    .description(say('import'))
    .argument('<paths...>', say('import.paths'))
    .requiredOption('--project <dir>', say('option.project'))
    .action(async (paths: string[], { project }: { project: string }) => {
      const onProgress = progressPrinter(terminal);
      const result = await interruptible(context, () => batch.importPaths({ paths, project, onProgress }));
      const { slices, pairs, problems } = result;
      terminal.problems(problems);
      terminal.result(
        result,
        say('import.done', {
          slices: say('slices', { count: slices }),
          pairs: say('pairs', { count: pairs }),
          count: problems.length,
        }),
      );
    });
}
