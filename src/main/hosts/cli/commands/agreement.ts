import type { Command } from 'commander';
import type { ReviewerAgreement } from '../../../../shared/domain/review/reviewer-agreement.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './context.ts';

export function addAgreement(program: Command, { batch, terminal }: CommandContext): void {
  const { say } = terminal;
  program
    .command('agreement')
    .description(say('agreement'))
    .argument('<project>', say('option.project'))
    .action(async (project: string) => {
      const found = await batch.evaluation.agreement(project);
      terminal.result(found, textOf(found, terminal));
    });
}

function textOf(found: ReviewerAgreement, { say, language }: Terminal): string {
  const { acceptance, kinds, reasons, pairs, boxes } = found;
  if (!acceptance || !kinds) return say('agreement.none');
  const format = new Intl.NumberFormat(language, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const number = (value: number): string => format.format(value);
  const line = (who: string, one: { value: number; units: number }, kind: { value: number }): string =>
    say('agreement.line', {
      who,
      acceptance: number(one.value),
      kinds: number(kind.value),
      count: one.units,
    });
  return [
    line(say('agreement.all'), acceptance, kinds),
    ...(reasons ? [say('agreement.reasons', { value: number(reasons.value) })] : []),
    ...pairs.map(({ reviewers: [one, other], ...both }) =>
      line(say('agreement.two', { one, other }), both.acceptance, both.kinds),
    ),
    ...(boxes ? [say('agreement.boxes', { iou: number(boxes.meanIou), count: boxes.pairs })] : []),
  ].join('\n');
}
