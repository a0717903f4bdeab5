import { type Command, Option } from 'commander';
import {
  LLM_PRESETS,
  LLM_PRESET_NAMES,
  type LlmPreset,
  type LlmState,
} from '../../../../shared/contract/llm.ts';
import { errorText } from '../../../../shared/i18n/message.ts';
import { interruptible } from '../interruptible.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import type { CommandContext } from './context.ts';

interface SetOptions {
  readonly preset?: LlmPreset;
  readonly url?: string;
  readonly model?: string;
  readonly concurrency?: number;
  readonly acceptPlainHttp?: boolean;
}

export function addLlm(program: Command, context: CommandContext): void {
  const { batch, terminal } = context;
  const { say } = terminal;
  const command = program.command('llm').description(say('llm'));
  command
    .command('show')
    .description(say('llm.show'))
    .action(() => show(batch.texts.state(), terminal));
  command
    .command('set')
    .description(say('llm.set'))
    .addOption(new Option('--preset <preset>', say('llm.set.preset')).choices(LLM_PRESET_NAMES))
    .option('--url <url>', say('llm.set.url'))
    .option('--model <model>', say('llm.set.model'))
    .addOption(new Option('--concurrency <n>', say('llm.set.concurrency')).argParser(Number))
    .option('--accept-plain-http', say('llm.set.plainHttp'))
    .addHelpText('after', `\n${say('llm.set.help')}`)
    .action((options: SetOptions) => set(options, context));
  command
    .command('check')
    .description(say('llm.check'))
    .action(() => check(context));
  command
    .command('score')
    .description(say('llm.score'))
    .addHelpText('after', `\n${say('llm.score.help')}`)
    .action(() => score(context));
  command
    .command('prompts')
    .description(say('llm.prompts'))
    .action(() => {
      const prompts = batch.texts.prompts();
      const text = ({ id, version, language, sha256, system }: (typeof prompts)[number]): string =>
        `── ${id} ${version} (${language}) ${sha256}\n\n${system}\n`;
      terminal.result({ prompts }, prompts.map(text).join('\n'));
    });
}

function set(
  { preset, url, acceptPlainHttp = false, ...others }: SetOptions,
  { batch, terminal }: CommandContext,
): void {
  const baseUrl = url ?? (preset === undefined ? undefined : LLM_PRESETS[preset]);
  show(batch.texts.set({ ...others, preset, baseUrl, acceptPlainHttp }), terminal);
}

function show(state: LlmState, terminal: Terminal): void {
  const { say } = terminal;
  const { connection, key, needsPlainHttpConsent } = state;
  const none = say('llm.none');
  const lines = [
    say('llm.state', {
      url: connection.baseUrl || none,
      model: connection.model || none,
      key: say(`llm.key.${key}`),
    }),
    ...(needsPlainHttpConsent ? [say('llm.needsConsent')] : []),
  ];
  terminal.result(state, lines.join('\n'));
}

/** Ratings go to standard output as lines, what they come to goes to standard error. */
async function score(context: CommandContext): Promise<void> {
  const { batch, terminal } = context;
  const { say } = terminal;
  const { rated, unrated, mean, normalised } = await interruptible(context, () =>
    batch.texts.score({
      input: process.stdin,
      onRated: (line) => void process.stdout.write(`${JSON.stringify(line)}\n`),
      onProblem: (line) => {
        terminal.note(say('llm.score.line', { line }));
        process.exitCode = EXIT.partly;
      },
    }),
  );
  if (unrated > 0) process.exitCode = EXIT.partly;
  const figures = { mean: mean?.toFixed(3) ?? '-', normalised: normalised?.toFixed(3) ?? '-' };
  terminal.note(say('llm.score.sum', { count: rated, unrated, ...figures }));
}

async function check(context: CommandContext): Promise<void> {
  const { batch, terminal } = context;
  const { say, language } = terminal;
  const health = await interruptible(context, () => batch.texts.check());
  const { models, problem, latencyMs, structure } = health;
  const lines = [
    ...(models.length > 0 ? [say('llm.models', { models: models.join(', ') })] : []),
    ...(latencyMs === null ? [] : [say('llm.latency', { ms: latencyMs, structure: structure ?? '?' })]),
  ];
  if (problem) {
    const { cause, remedy } = errorText(language, problem.code, problem.params) ?? {
      cause: problem.code,
      remedy: '',
    };
    lines.push(`${cause} ${remedy}`);
    process.exitCode = EXIT.failed;
  } else lines.push(say('llm.usable'));
  terminal.result(health, lines.join('\n'));
}
