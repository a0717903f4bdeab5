import type { Command } from 'commander';
import { interruptible } from '../interruptible.ts';
import { progressPrinter } from '../progress.ts';
import { EXIT } from '../terminal.ts';
import type { CommandContext } from './context.ts';

type Task = Parameters<CommandContext['batch']['texts']['run']>[0]['task'];

export function addTexts(program: Command, context: CommandContext): void {
  const { say } = context.terminal;
  const add = (parent: Command, name: string, task: Task): void => {
    parent
      .command(name)
      .description(say(`texts.${task}`))
      .argument('<project>', say('option.project'))
      .option('--again', say('texts.again'))
      .action((project: string, options: { again?: boolean }) =>
        run({ task, project, again: options.again ?? false }, context),
      );
  };
  add(program, 'extract', 'mentions');
  const captions = program.command('captions').description(say('texts.captions'));
  add(captions, 'rewrite', 'rewriting');
  add(captions, 'translate', 'translation');
  add(captions, 'judge', 'judging');
  add(program, 'vqa', 'questions');
}

async function run(
  input: { readonly task: Task; readonly project: string; readonly again: boolean },
  context: CommandContext,
): Promise<void> {
  const { batch, terminal } = context;
  const { say } = terminal;
  const onProgress = progressPrinter(terminal);
  const result = await interruptible(context, () => batch.texts.run({ ...input, onProgress }));
  const { asked, failed, changes, promptTokens, completionTokens } = result;
  const lines = [
    say('texts.done', { count: asked, tokens: promptTokens + completionTokens }),
    ...(failed > 0
      ? [say(`texts.failed.${input.task === 'mentions' ? 'lexicon' : 'none'}`, { count: failed })]
      : []),
    ...(changes ? [say('texts.changes', { ...changes })] : []),
  ];
  terminal.result(result, lines.join('\n'));
  if (failed > 0) process.exitCode = EXIT.partly;
}
