import { Command, type Help, Option } from 'commander';
import type { Say } from '../../ports/terminal.ts';
import type { Terminal } from './terminal.ts';

/** The bare command line in the person's language: its own options, its help, and no words of the parser's. */
export function createProgram(terminal: Terminal, version: string): Command {
  const { say, language } = terminal;
  return new LocalisedCommand('plumbline', say)
    .description(say('plumbline'))
    .version(version, '-V, --version', say('option.version'))
    .option('--json', say('option.json'))
    .addOption(new Option('--lang <lang>', say('option.lang')).choices(['de', 'en']).default(language))
    .helpCommand('help [command]', say('help.command'));
}

/** Passes language and behaviour on to its subcommands. */
class LocalisedCommand extends Command {
  private readonly say: Say;

  constructor(name: string | undefined, say: Say) {
    super(name);
    this.say = say;
    this.exitOverride();
    this.helpOption('-h, --help', say('option.help'));
    // What is wrong is said once, by whoever catches the error, in the person's language.
    this.configureOutput({ outputError: () => undefined });
    this.configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => (TITLES[title] === undefined ? title : say(TITLES[title])),
      optionDescription: (option) => withFacts(option, say),
    });
  }

  override createCommand(name?: string): Command {
    return new LocalisedCommand(name, this.say);
  }
}

const TITLES: Readonly<Record<string, Parameters<Say>[0]>> = {
  'Usage:': 'help.usage',
  'Options:': 'help.options',
  'Commands:': 'help.commands',
  'Arguments:': 'help.arguments',
  'Global Options:': 'help.globalOptions',
};

function withFacts(option: Parameters<Help['optionDescription']>[0], say: Say): string {
  const { argChoices, defaultValue, description } = option;
  const facts = [
    ...(argChoices ? [say('help.choices', { choices: argChoices.join(', ') })] : []),
    ...(typeof defaultValue === 'string' || typeof defaultValue === 'number'
      ? [say('help.default', { value: defaultValue })]
      : []),
  ];
  return facts.length > 0 ? `${description} (${facts.join('; ')})` : description;
}
