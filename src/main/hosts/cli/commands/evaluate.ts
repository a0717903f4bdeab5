import { type Command, InvalidArgumentError, Option } from 'commander';
import { AppError } from '../../../../shared/contract/app-error.ts';
import { type EvaluateInput, type Report, SPLIT_CHOICES } from '../../../../shared/contract/evaluation.ts';
import { RESAMPLES } from '../../../../shared/domain/evaluation/bootstrap.ts';
import { PROTOCOLS, type Protocol } from '../../../../shared/domain/evaluation/evaluated-case.ts';
import { interruptible } from '../interruptible.ts';
import { progressPrinter } from '../progress.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './context.ts';

interface Chosen {
  readonly on: string;
  readonly data?: string;
  readonly project?: string;
  readonly split: EvaluateInput['split'];
  readonly snapshot?: string;
  readonly protocol?: Protocol;
  readonly embedding?: string;
  readonly judge?: boolean;
  readonly seed: number;
  readonly resamples: number;
  readonly unit?: EvaluateInput['unit'];
}

export function addEvaluate(program: Command, context: CommandContext): void {
  const { say } = context.terminal;
  program
    .command('evaluate')
    .description(say('evaluate'))
    .argument('<pack>', say('evaluate.pack'))
    .requiredOption('--on <set>', say('evaluate.on'))
    .option('--data <dir>', say('evaluate.data'))
    .option('--project <dir>', say('evaluate.project'))
    .addOption(new Option('--split <split>', say('evaluate.split')).choices(SPLIT_CHOICES).default('test'))
    .addOption(new Option('--snapshot <id>', say('evaluate.snapshot')).argParser(toId))
    .addOption(new Option('--protocol <protocol>', say('evaluate.protocol')).choices(PROTOCOLS))
    .option('--embedding <pack>', say('evaluate.embedding'))
    .option('--judge', say('evaluate.judge'))
    .addOption(new Option('--seed <number>', say('evaluate.seed')).default(0).argParser(toCount))
    .addOption(
      new Option('--resamples <number>', say('evaluate.resamples')).default(RESAMPLES).argParser(toResamples),
    )
    .addOption(new Option('--unit <unit>', say('evaluate.unit')).choices(['case', 'patient']))
    .action((pack: string, chosen: Chosen) => run(pack, chosen, context));
}

async function run(
  pack: string,
  {
    on,
    data,
    project,
    protocol,
    snapshot,
    unit = on === 'gold' ? 'patient' : 'case',
    judge = false,
    ...others
  }: Chosen,
  context: CommandContext,
): Promise<void> {
  const { batch, terminal, version } = context;
  const { report, file, problems } = await interruptible(context, () =>
    batch.evaluation.evaluate({
      ...others,
      unit,
      ...modelNamed(pack),
      ...(snapshot !== undefined && { snapshot }),
      on: setNamed(on, data),
      project,
      protocol: protocol ?? null,
      isJudged: judge,
      program: version,
      onProgress: progressPrinter(terminal),
    }),
  );
  terminal.problems(problems);
  const { cases: _cases, similarities: _similarities, ...head } = report;
  terminal.result({ ...head, file, problems }, textOf(report, file, terminal));
}

const HEAD = /^head:(.+)$/;

/** A pack, or with `head:` before it the first characters of a trained head's id. */
function modelNamed(model: string): Pick<EvaluateInput, 'pack' | 'head'> {
  const head = HEAD.exec(model)?.[1];
  return head === undefined ? { pack: model } : { head };
}

function setNamed(on: string, data: string | undefined): EvaluateInput['on'] {
  if (on === 'gold') return { kind: 'gold' };
  if (on !== 'slake' && on !== 'vqa-rad') return { kind: 'folder', folder: on, expected: null };
  if (data === undefined) throw new AppError('evaluation.no-data', { set: on });
  return { kind: 'folder', folder: data, expected: on };
}

function textOf(report: Report, file: string, { say, language }: Terminal): string {
  const { pack, set, settings, summary, published, embedding } = report;
  const number = (value: number): string =>
    new Intl.NumberFormat(language, { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(value);
  const figures = summary.figures.flatMap(({ metric, interval }) => {
    if (!interval) return [];
    const { value, low, high } = interval;
    const told = { value: number(value), low: number(low), high: number(high) };
    return [`${say(`evaluation:metric.${metric}`)}\t${say('evaluate.interval', told)}`];
  });
  const protocol = say(`evaluation:protocol.${settings.protocol}`);
  const sums = { count: summary.cases, failed: summary.failed, set: `${set.kind} ${set.name}`.trim() };
  return [
    say('evaluate.done', { pack: pack.name, protocol, file, ...sums }),
    ...(set.unreadable ? [say('evaluate.unreadable', { count: set.unreadable })] : []),
    say('evaluate.matched', { embedding: `${embedding.name} ${embedding.version}` }),
    ...figures,
    ...(published
      ? [
          say('evaluate.published', {
            gIou: number(published.gIou),
            meanIou: number(published.meanIou),
            f1: number(published.f1),
          }),
        ]
      : []),
  ].join('\n');
}

function toId(value: string): string {
  if (!/^[0-9a-f]{4,64}$/.test(value)) throw new InvalidArgumentError('');
  return value;
}

function toCount(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('');
  return Number(value);
}

function toResamples(value: string): number {
  const count = toCount(value);
  if (count < 100 || count > 100_000) throw new InvalidArgumentError('');
  return count;
}
