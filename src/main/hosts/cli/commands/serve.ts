import { type Command, InvalidArgumentError, Option } from 'commander';
import { runBrowserHost } from '../../browser/index.ts';
import type { CommandContext } from './context.ts';

interface ServeOptions {
  readonly port: number;
  readonly open: boolean;
  readonly project?: string;
  readonly host?: 'browser';
}

export function addServe(program: Command, { terminal, version }: CommandContext): void {
  const { say, language } = terminal;
  program
    .command('serve')
    .description(say('serve'))
    .option('--project <dir>', say('serve.project'))
    .addOption(new Option('--port <number>', say('serve.port')).default(0).argParser(toPort))
    .option('--no-open', say('serve.open'))
    .addOption(new Option('--host <host>', say('serve.host')).choices(['browser']).hideHelp())
    .action(({ port, open, project, host }: ServeOptions) =>
      runBrowserHost({
        port,
        project,
        say,
        language,
        version,
        window: open ? { isChosen: host === 'browser' } : null,
        failed: (error) => terminal.failed(error),
      }),
    );
}

function toPort(value: string): number {
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port > 65_535) throw new InvalidArgumentError('');
  return port;
}
