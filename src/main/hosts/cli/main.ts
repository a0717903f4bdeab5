import { readFileSync } from 'node:fs';
import type { Language } from '../../../shared/domain/mention/mention.ts';
import { createBatch } from '../../app/batch.ts';
import {
  defaultDataDir,
  fileLog,
  newId,
  nodeChildHost,
  ownResourcesDir,
  systemClock,
  systemLanguage,
} from '../../ports/node.ts';
import type { CommandContext } from './commands/context.ts';
import { addAgreement } from './commands/agreement.ts';
import { addCompute } from './commands/compute.ts';
import { addCompare } from './commands/compare.ts';
import { addDerive } from './commands/derive.ts';
import { addEvaluate } from './commands/evaluate.ts';
import { addExport } from './commands/export.ts';
import { addGenerate } from './commands/generate.ts';
import { addImport } from './commands/import.ts';
import { addLlm } from './commands/llm.ts';
import { addMentions } from './commands/mentions.ts';
import { addModels } from './commands/models.ts';
import { addSegment } from './commands/segment.ts';
import { addTexts } from './commands/texts.ts';
import { addRegistry } from './commands/registry.ts';
import { addSnapshot } from './commands/snapshot.ts';
import { addTrain } from './commands/train.ts';
import { addRun } from './commands/run.ts';
import { addServe } from './commands/serve.ts';
import { addVerify } from './commands/verify.ts';
import { createProgram } from './program.ts';
import { EXIT, Terminal } from './terminal.ts';

/** Help and errors are in the person's language too, so it has to be known before the command line is parsed. */
function wantedLanguage(args: readonly string[]): Language {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const wanted = args[at]?.includes('=') ? args[at].slice('--lang='.length) : args[at + 1];
  return at >= 0 && (wanted === 'de' || wanted === 'en') ? wanted : systemLanguage();
}

function version(): string {
  const isSource = import.meta.url.endsWith('.ts');
  const file = new URL(isSource ? '../../../../package.json' : '../../package.json', import.meta.url);
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as {
    version: string;
  };
  return manifest.version;
}

/** Runs a command line. @returns the exit code, unless the command goes on serving or has set one itself */
async function run(args: readonly string[]): Promise<number | undefined> {
  const log = fileLog(defaultDataDir(), (file) => terminal.note(terminal.say('log.unwritable', { file })));
  const terminal = new Terminal({ language: wantedLanguage(args), isJson: args.includes('--json'), log });
  const paths = { dataDir: defaultDataDir(), rendererDir: '', resourcesDir: ownResourcesDir() };
  const own = version();
  const batch = createBatch({
    clock: systemClock,
    log,
    newId,
    children: nodeChildHost(),
    paths,
    version: own,
  });
  const context: CommandContext = { batch, terminal, version: own };
  const program = createProgram(terminal, context.version);
  addServe(program, context);
  addImport(program, context);
  addDerive(program, context);
  addMentions(program, context);
  addExport(program, context);
  addVerify(program, context);
  addModels(program, context);
  addCompute(program, context);
  addLlm(program, context);
  addTexts(program, context);
  addGenerate(program, context);
  addEvaluate(program, context);
  addCompare(program, context);
  addAgreement(program, context);
  addSegment(program, context);
  addRun(program, context);
  addSnapshot(program, context);
  addRegistry(program, context);
  addTrain(program, context);
  try {
    await program.parseAsync(args, { from: 'user' });
    return undefined;
  } catch (error) {
    return terminal.failed(
      error,
      program.commands.map((command) => command.name()).find((name) => args.includes(name)),
    );
  }
}

// Whoever reads the output may stop reading ("| head"); that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.ok);
});
const code = await run(process.argv.slice(2));
if (code !== undefined) process.exitCode = code;
