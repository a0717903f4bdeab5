import { type Command, Option } from 'commander';
import type { DerivationSwitches } from '../../../../shared/domain/grounding/switches.ts';
import { interruptible } from '../interruptible.ts';
import { progressPrinter } from '../progress.ts';
import type { CommandContext } from './context.ts';

/** Options that the published pipeline's own files come by. */
const REFERENCE = {
  modality: '--modality <modality>',
  scanIndex: '--scan-index <file>',
  segmentations: '--segmentations <dir>',
  reports: '--reports <file>',
  keywordsEn: '--keywords-en <file>',
  keywordsDe: '--keywords-de <file>',
  out: '--out <dir>',
} as const;
const SWITCHES = {
  longestMentionWins: 'longest-mention-wins',
  joinParts: 'join-parts',
  keepNegated: 'keep-negated',
} as const;

type ReferenceOptions = { readonly [Name in keyof typeof REFERENCE]: string } & {
  readonly modality: 'CT' | 'MR';
};
type DeriveOptions = Partial<ReferenceOptions & DerivationSwitches> & {
  readonly mode: 'default' | 'reference';
  readonly project?: string;
};

export function addDerive(program: Command, context: CommandContext): void {
  const { say } = context.terminal;
  const command = program
    .command('derive')
    .description(say('derive'))
    .addOption(
      new Option('--mode <mode>', say('derive.mode')).choices(['default', 'reference']).default('default'),
    )
    .option('--project <dir>', say('derive.project'));
  for (const [name, flag] of Object.entries(SWITCHES)) {
    const off = say('derive.off', { option: `--no-${flag}` });
    command.addOption(new Option(`--${flag}`, `${say(`derive.${name as keyof typeof SWITCHES}`)} ${off}`));
    command.addOption(new Option(`--no-${flag}`).hideHelp());
  }
  for (const [name, flags] of Object.entries(REFERENCE)) {
    const option = new Option(flags, say(`derive.${name as keyof typeof REFERENCE}`));
    command.addOption(name === 'modality' ? option.choices(['CT', 'MR']) : option);
  }
  command
    .addHelpText('after', `\n${say('derive.help')}`)
    .action((options: DeriveOptions) =>
      options.mode === 'reference'
        ? deriveReference(command, options, context)
        : deriveProject(command, options, context),
    );
}

async function deriveProject(
  command: Command,
  { project, longestMentionWins, joinParts, keepNegated }: DeriveOptions,
  context: CommandContext,
): Promise<void> {
  const { batch, terminal } = context;
  const { say } = terminal;
  if (project === undefined) return missing(command, '--project <dir>');
  const switches = Object.fromEntries(
    Object.entries({ longestMentionWins, joinParts, keepNegated }).filter(([, value]) => value !== undefined),
  );
  const onProgress = progressPrinter(terminal);
  const result = await interruptible(context, () => batch.deriveProject({ project, switches, onProgress }));
  const { slices, passedOver } = result;
  const done = say('derive.done', { ...result, slices: say('slices', { count: slices }) });
  const others = passedOver > 0 ? `\n${say('derive.passedOver', { count: passedOver })}` : '';
  terminal.result(result, `${done}${others}`);
}

async function deriveReference(
  command: Command,
  options: DeriveOptions,
  context: CommandContext,
): Promise<void> {
  const { batch, terminal } = context;
  const { say } = terminal;
  for (const [name, flags] of Object.entries(REFERENCE))
    if (options[name as keyof typeof REFERENCE] === undefined) missing(command, flags);
  const { out, ...sources } = options as ReferenceOptions;
  const onProgress = progressPrinter(terminal);
  const result = await interruptible(context, () => batch.deriveReference({ sources, out, onProgress }));
  terminal.problems(result.problems);
  terminal.result(
    result,
    say('derive.referenceDone', {
      slices: say('slices', { count: result.slices }),
      count: result.problems.length,
      file: result.indexFile,
    }),
  );
}

/** Which options are needed depends on the mode, which the parser does not know about. */
function missing(command: Command, flags: string): never {
  command.error(`error: required option '${flags}' not specified`, {
    code: 'commander.missingMandatoryOptionValue',
  });
}
