import type { Command } from 'commander';
import { EXIT } from '../terminal.ts';
import type { CommandContext } from './context.ts';

export function addMentions(program: Command, { batch, terminal }: CommandContext): void {
  const { say } = terminal;
  program
    .command('mentions')
    .description(say('mentions'))
    .addHelpText('after', `\n${say('mentions.help')}`)
    .action(async () => {
      await batch.mentions({
        input: process.stdin,
        output: process.stdout,
        onProblem: ({ line, reason, fields }) => {
          const detail = say(`mentions.${reason}`, { fields: fields.join(', ') });
          terminal.note(say('mentions.line', { line, detail }));
          process.exitCode = EXIT.partly;
        },
      });
    });
}
