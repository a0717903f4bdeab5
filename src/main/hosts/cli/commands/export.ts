import { type Command, Option } from 'commander';
import { EXPORT_DEFAULTS, type ExportSettings } from '../../../../shared/contract/exchange.ts';
import { interruptible } from '../interruptible.ts';
import { listOption, toSeed, toShares } from '../option-values.ts';
import { progressPrinter } from '../progress.ts';
import type { CommandContext } from './context.ts';

type Chosen = ExportSettings & { readonly project: string; readonly out: string };

export function addExport(program: Command, context: CommandContext): void {
  const { batch, terminal } = context;
  const { say } = terminal;
  program
    .command('export')
    .description(say('export'))
    .requiredOption('--project <dir>', say('option.project'))
    .requiredOption('--out <dir>', say('export.out'))
    .addOption(
      new Option('--format <format>', say('export.format'))
        .choices(['refrad2d', 'paligemma-jsonl'])
        .default(EXPORT_DEFAULTS.format),
    )
    .addOption(listOption('--include <states>', say('export.include'), ['accepted', 'corrected', 'pending']))
    .addOption(listOption('--languages <languages>', say('export.languages'), ['de', 'en']))
    .addOption(
      new Option('--captions <which>', say('export.captions'))
        .choices(['original', 'rewritten'])
        .default(EXPORT_DEFAULTS.captions),
    )
    .option('--translations', say('export.translations'), EXPORT_DEFAULTS.translations)
    .option('--no-questions', say('export.noQuestions'))
    .addOption(
      new Option('--seed <number>', say('export.seed')).default(EXPORT_DEFAULTS.seed).argParser(toSeed),
    )
    .addOption(
      new Option('--split <shares>', say('export.split'))
        .default(EXPORT_DEFAULTS.split, Object.values(EXPORT_DEFAULTS.split).join())
        .argParser(toSplit),
    )
    .action(async ({ project, out, ...settings }: Chosen) => {
      const onProgress = progressPrinter(terminal);
      const result = await interruptible(context, () =>
        batch.exportProject({ project, out, onProgress, ...settings }),
      );
      const { slices, pairs, bySplit, leftOut } = result;
      const { unused, ...captions } = result.captions;
      const sums = { slices: say('slices', { count: slices }), pairs: say('pairs', { count: pairs }) };
      terminal.result(
        result,
        [
          say('export.done', { ...sums, out }),
          say('export.splits', bySplit),
          ...(settings.captions === 'rewritten' || settings.translations
            ? [
                say('export.madeCaptions', captions),
                ...unused.map(({ reason, count }) =>
                  say('export.unused', { count, reason: say(`exchange:unused.${reason}`) }),
                ),
              ]
            : []),
          ...leftOut.map(({ reason, count }) =>
            say('export.leftOut', { count, reason: say(`exchange:reason.${reason}`) }),
          ),
        ].join('\n'),
      );
    });
}

function toSplit(value: string): ExportSettings['split'] {
  const [train, val, test] = toShares(value);
  return { train, val, test };
}
