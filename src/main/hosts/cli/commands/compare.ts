import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { ComparisonReport } from '../../../../shared/contract/evaluation.ts';
import { interruptible } from '../interruptible.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './context.ts';

export function addCompare(program: Command, context: CommandContext): void {
  const { batch, terminal } = context;
  const { say, language } = terminal;
  program
    .command('compare')
    .description(say('compare'))
    .argument('<first>', say('compare.report'))
    .argument('<second>', say('compare.report'))
    .option('--html <file>', say('compare.html'))
    .action(async (first: string, second: string, { html }: { html?: string }) => {
      const file = html === undefined ? null : resolve(html);
      const found = await interruptible(context, () =>
        batch.evaluation.compare({ first: resolve(first), second: resolve(second), html: file, language }),
      );
      terminal.result({ ...found, html: file }, textOf(found, file, terminal));
    });
}

function textOf(found: ComparisonReport, file: string | null, { say, language }: Terminal): string {
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: 3,
    maximumFractionDigits: 3,
    signDisplay: 'exceptZero',
  });
  const { better, worse, same, leading, cases } = found;
  const metric = say(`evaluation:metric.${leading}`);
  const names = { first: found.first.pack.name, second: found.second.pack.name };
  const figures = found.figures.flatMap(({ metric: name, difference }) => {
    if (!difference) return [];
    const [value, low, high] = [difference.value, difference.low, difference.high].map((one) =>
      format.format(one),
    ) as [string, string, string];
    const told = say('evaluation:compare.value', { value, low, high });
    return [`${say(`evaluation:metric.${name}`)}\t${told}`];
  });
  return [
    say('evaluation:compare.lead', { ...names, count: cases }),
    ...figures,
    say('evaluation:compare.counts', { metric, better, worse, same }),
    ...(file === null ? [] : [say('compare.written', { file })]),
  ].join('\n');
}
