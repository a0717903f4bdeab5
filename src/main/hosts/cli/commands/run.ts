import { type Command, Option } from 'commander';
import type { PipelineRunInput, StageChange } from '../../../../shared/contract/pipeline.ts';
import { STAGES, type Stage } from '../../../../shared/domain/pipeline/stage.ts';
import { formatDuration } from '../../../../shared/i18n/format.ts';
import { errorText } from '../../../../shared/i18n/message.ts';
import { interruptible } from '../interruptible.ts';
import { progressPrinter } from '../progress.ts';
import type { CommandContext } from './context.ts';

interface Chosen {
  readonly import?: string[];
  readonly only?: Stage[];
  readonly study?: string[];
  readonly again?: boolean;
  readonly segmentCt?: string;
  readonly segmentMr?: string;
  readonly radgrounder?: string;
  readonly extractor?: 'lexicon' | 'llm';
  readonly language?: 'de' | 'en';
  readonly replaceGiven?: boolean;
}

export function addRun(program: Command, context: CommandContext): void {
  const { say } = context.terminal;
  program
    .command('run')
    .description(say('run'))
    .argument('<project>', say('option.project'))
    .option('--import <paths...>', say('run.import'))
    .addOption(new Option('--only <stages...>', say('run.only')).choices(STAGES))
    .option('--study <names...>', say('run.study'))
    .option('--again', say('run.again'))
    .option('--segment-ct <pack>', say('run.segmentCt'))
    .option('--segment-mr <pack>', say('run.segmentMr'))
    .addOption(new Option('--extractor <extractor>', say('run.extractor')).choices(['lexicon', 'llm']))
    .option('--radgrounder <pack>', say('run.radgrounder'))
    .addOption(new Option('--language <language>', say('run.language')).choices(['de', 'en']))
    .option('--replace-given', say('run.replaceGiven'))
    .addOption(new Option('--no-replace-given').hideHelp())
    .addHelpText('after', `\n${say('run.help')}`)
    .action((project: string, chosen: Chosen) => run(project, chosen, context));
}

async function run(project: string, chosen: Chosen, context: CommandContext): Promise<void> {
  const { batch, terminal } = context;
  const { say } = terminal;
  const { import: paths = [], only, study, again = false, ...choices } = chosen;
  const input: PipelineRunInput = { stages: only ?? null, studies: study ?? null, again };
  const onStage = (change: StageChange): void => {
    if (change.state !== 'running') terminal.line({ event: 'stage', ...change }, lineOf(change, context));
  };
  const onProgress = progressPrinter(terminal);
  const { problems, ...done } = await interruptible(context, () =>
    batch.pipeline.run({ project, paths, choices, run: input, onProgress, onStage }),
  );
  // What failed was said when it did.
  const studies = new Set(problems.filter(({ params }) => 'stage' in params).map(({ file }) => file));
  terminal.problems(problems);
  terminal.line(
    { event: 'end', ...done, problems },
    say('run.done', { done: done.done, failed: done.failed, count: studies.size }),
  );
}

function lineOf({ study, stage, state, seconds, error }: StageChange, { terminal }: CommandContext): string {
  const { say, language } = terminal;
  const name = say(`pipeline:stage.${stage}`);
  if (state === 'done') return `✓ ${study}\t${name}\t${formatDuration(seconds ?? 0, language)}`;
  const { code, params } = error ?? { code: 'internal', params: {} };
  return `✗ ${study}\t${name}\t${errorText(language, code, params)?.cause ?? say('run.bug')}`;
}
