import { Command, CommanderError } from 'commander';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { Problem } from '../../../shared/contract/common.ts';
import { errorText } from '../../../shared/i18n/message.ts';
import {
  defaultDataDir,
  fileLog,
  newId,
  nodeChildHost,
  systemClock,
  systemLanguage,
} from '../../ports/node.ts';
import { createBatch } from '../../app/batch.ts';
import { addDeriveCommand } from './derive.ts';
import { progressPrinter } from './progress.ts';

/** Exit codes, documented in docs/cli.md. */
const EXIT = { ok: 0, failed: 1, usage: 2, partly: 3 } as const;

const program = new Command('plumbline')
  .description('Audit automatically derived grounding pairs on CT and MR slices.')
  .option('--json', 'print the result as JSON')
  .option('--lang <de|en>', 'language of messages', systemLanguage())
  .exitOverride();

const batch = createBatch({
  clock: systemClock,
  log: fileLog(defaultDataDir()),
  newId,
  children: nodeChildHost(),
});
const isJson = (): boolean => program.opts<{ json?: boolean }>().json === true;
const language = (): 'de' | 'en' => (program.opts<{ lang: string }>().lang === 'de' ? 'de' : 'en');

function print(result: object, text: string): void {
  process.stdout.write(`${isJson() ? JSON.stringify(result, null, 2) : text}\n`);
}

/** The result, and every problem with its cause and remedy; errors among them show in the exit code. */
function report(result: { readonly problems: readonly Problem[] }, text: string): void {
  for (const problem of result.problems) {
    const words = errorText(language(), problem.code, problem.params);
    process.stderr.write(`${problem.file}: ${words?.cause ?? problem.code} ${words?.remedy ?? ''}\n`);
  }
  print(result, text);
  if (result.problems.some(({ severity }) => severity === 'error')) process.exitCode = EXIT.partly;
}

program
  .command('import')
  .description('bring volumes, segmentations and captions into a project, which is made if it is not there')
  .argument('<paths...>', 'files and folders')
  .requiredOption('--project <dir>', 'project folder')
  .action(async (paths: string[], { project }: { project: string }) => {
    const result = await batch.importPaths({ paths, project, onProgress: progressPrinter(isJson()) });
    report(result, `${result.slices} slices, ${result.pairs} pairs, ${result.problems.length} problems`);
  });

addDeriveCommand(program, { batch, isQuiet: isJson, report });

program
  .command('mentions')
  .description(
    'find mentions: JSONL {id, lang, text} on standard input, JSONL {id, mentions} on standard output',
  )
  .action(async () => {
    await batch.mentions({
      input: process.stdin,
      output: process.stdout,
      onProblem: ({ line, detail }) => {
        process.stderr.write(`line ${line}: ${detail}\n`);
        process.exitCode = EXIT.partly;
      },
    });
  });

program
  .command('export')
  .description('write curated pairs')
  .requiredOption('--project <dir>', 'project folder')
  .requiredOption('--out <dir>', 'empty or new folder')
  .option('--format <refrad2d|paligemma-jsonl>', 'layout', 'refrad2d')
  .option('--include <states>', 'accepted,corrected,pending', 'accepted,corrected')
  .option('--seed <n>', 'seed of the patient split', '0')
  .action(
    async ({
      project,
      out,
      format,
      include,
      seed,
    }: Record<'project' | 'out' | 'format' | 'include' | 'seed', string>) => {
      const result = await batch.exportProject({
        project,
        out,
        format,
        include: include.split(','),
        seed: Number(seed),
        onProgress: progressPrinter(isJson()),
      });
      print(result, `${result.slices} slices, ${result.pairs} pairs → ${out}`);
    },
  );

program
  .command('verify')
  .description('check a project: schema, integrity, audit chain, decisions, captions, counters, pictures')
  .argument('<dir>', 'project folder')
  .option('--quick', 'leave the pictures unread')
  .action((dir: string, { quick }: { quick?: true }) => {
    const checks = batch.verify(dir, { pictures: !quick });
    print(
      { checks },
      checks.map(({ ok, name, detail }) => `${ok ? 'ok  ' : 'FAIL'} ${name}: ${detail}`).join('\n'),
    );
    if (checks.some(({ ok }) => !ok)) process.exitCode = EXIT.failed;
  });

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  else if (error instanceof AppError) {
    const text = errorText(language(), error.code, error.params);
    const file = error.params['file'];
    process.stderr.write(`${file ? `${file}: ` : ''}${text?.cause ?? error.code} ${text?.remedy ?? ''}\n`);
    process.exitCode = EXIT.failed;
  } else throw error;
}
