import type { CommanderError } from 'commander';
import type { Say } from '../../ports/terminal.ts';

const KEYS = {
  'commander.unknownOption': 'usage.unknownOption',
  'commander.unknownCommand': 'usage.unknownCommand',
  'commander.missingMandatoryOptionValue': 'usage.missingMandatoryOptionValue',
  'commander.missingArgument': 'usage.missingArgument',
  'commander.optionMissingArgument': 'usage.optionMissingArgument',
  'commander.invalidArgument': 'usage.invalidArgument',
  'commander.excessArguments': 'usage.excessArguments',
  'commander.conflictingOption': 'usage.conflictingOption',
} as const;

/**
 * What is wrong with a command line, in the person's language. The parser's own sentence is English; its quoted parts are the facts.
 *
 * @param command The command that was meant, with a space after it, or nothing.
 */
export function usageText({ code, message }: CommanderError, command: string, say: Say): string {
  const key = code in KEYS ? KEYS[code as keyof typeof KEYS] : undefined;
  if (!key) return message.replace(/^error: /, '');
  const quoted = [...message.matchAll(/'([^']*)'/g)].map(([, part]) => part!);
  const what = key === 'usage.conflictingOption' ? quoted.join(', ') : (quoted[0] ?? '');
  const choices = /Allowed choices are (.*)\.$/.exec(message)?.[1];
  const allowed = choices === undefined ? '' : ` (${say('help.choices', { choices })})`;
  return `${say(key, { what, value: quoted[1] ?? '', allowed })} ${say('usage.see', { command })}`;
}
