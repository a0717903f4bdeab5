import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type ComputeReport,
  PROVIDERS,
  isRuntimePart,
  type ProviderChoice,
  type ProviderReport,
  type SelfTest,
} from '../../../../shared/contract/compute.ts';
import { errorText } from '../../../../shared/i18n/message.ts';
import type { Tested } from '../../../app/compute-batch.ts';
import { interruptible } from '../interruptible.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import type { CommandContext } from './context.ts';

interface Chosen {
  readonly use?: ProviderChoice;
  readonly cudaFolder?: string;
  readonly threads?: number;
  readonly selfTest?: boolean;
}

export function addCompute(program: Command, context: CommandContext): void {
  const { say } = context.terminal;
  program
    .command('compute')
    .description(say('compute'))
    .addOption(new Option('--use <provider>', say('compute.use')).choices(['auto', ...PROVIDERS]))
    .option('--cuda-folder <folder>', say('compute.cudaFolder'))
    .addOption(new Option('--threads <number>', say('compute.threads')).argParser(toThreads))
    .option('--self-test', say('compute.selfTest'))
    .action((chosen: Chosen) => show(chosen, context));
}

async function show(
  { use, cudaFolder, threads, selfTest = false }: Chosen,
  context: CommandContext,
): Promise<void> {
  const { batch, terminal } = context;
  batch.compute.choose({
    computeProvider: use,
    cudaFolder: cudaFolder === undefined ? undefined : cudaFolder && resolve(cudaFolder),
    computeThreads: threads,
  });
  const { report, tests } = await interruptible(context, async () => {
    const found = await batch.compute.report();
    return { report: found, tests: selfTest ? await batch.compute.selfTest(found.providers) : [] };
  });
  const wanted = batch.compute.wanted();
  terminal.result({ ...report, wanted, tests: tests.map(plain) }, text(report, tests, wanted, terminal));
  if (!report.providers.some(({ isChosen }) => isChosen) || tests.some(({ test }) => test && !isRight(test)))
    process.exitCode = EXIT.failed;
}

const plain = ({ provider, test, error }: Tested): object => ({
  provider,
  ...test,
  ...(error && { error: { code: error.code, params: error.params } }),
});

const isRight = ({ steps }: SelfTest): boolean => steps.every((step) => step.isRight);

function text(
  { runtime, threads, cores, providers }: ComputeReport,
  tests: readonly Tested[],
  wanted: ProviderChoice,
  terminal: Terminal,
): string {
  const { say } = terminal;
  const nothing = providers.every(({ isChosen }) => !isChosen);
  return [
    say('compute:runtime', runtime),
    `${say('compute:threads')}: ${say('compute:threads.auto', { threads, cores })}`,
    ...(nothing && wanted !== 'auto'
      ? [say('compute:nothing', { provider: say(`compute:provider.${wanted}`) })]
      : []),
    ...providers.flatMap((one) => ['', ...aboutProvider(one, runtime.folder, terminal)]),
    ...tests.flatMap((one) => ['', ...aboutTest(one, terminal)]),
  ].join('\n');
}

function aboutProvider(
  { provider, state, isChosen, libraries, folders, detail, milliseconds, gigaflops }: ProviderReport,
  folder: string,
  { say }: Terminal,
): string[] {
  const missing = libraries.filter((library) => library.folder === null).map(({ name }) => name);
  const reasons = {
    'not-for-this-system': say('compute:reason.not-for-this-system'),
    'library-missing': say('compute:reason.library-missing', {
      names: missing.filter(isRuntimePart).join(', '),
      folder,
    }),
    failed: say('compute:reason.failed', { detail: detail ?? '' }),
    slow: say('compute:reason.slow'),
    'set-aside': say('compute:reason.set-aside'),
    usable: '',
  };
  return [
    `${say(`compute:provider.${provider}`)}: ${say(isChosen ? 'compute:badge.chosen' : `compute:badge.${state}`)}`,
    ...[reasons[state]].filter(Boolean),
    ...(milliseconds === null || gigaflops === null
      ? []
      : [say('compute:measured', { milliseconds: rounded(milliseconds), gigaflops: rounded(gigaflops) })]),
    ...libraries.map((library) => `  ${library.name}\t${library.folder ?? say('compute:files.none')}`),
    ...(missing.length > 0 && folders.length > 0
      ? [`  ${say('compute:folders')}`, ...folders.map((one) => `    ${one}`)]
      : []),
  ].map((line) => line.trimEnd());
}

function aboutTest({ provider, test, error }: Tested, { say, language }: Terminal): string[] {
  const name = say('compute:test.label', { provider: say(`compute:provider.${provider}`) });
  if (!test) {
    const { code = 'internal', params = {} } = error ?? {};
    const said = errorText(language, code, params);
    return [`${name}: ${said ? `${said.cause} ${said.remedy}` : code}`];
  }
  const steps = test.steps.map(({ step, milliseconds, gigaflops, isRight: right }) => {
    const speed = say('compute:test.step', {
      milliseconds: rounded(milliseconds),
      gigaflops: rounded(gigaflops),
    });
    return `  ${say(`compute:test.${step}`)}: ${speed}, ${say(right ? 'compute:test.right' : 'compute:test.wrong')}`;
  });
  return [`${name}: ${say(isRight(test) ? 'compute:test.good' : 'compute:test.bad')}`, ...steps];
}

const rounded = (value: number): number => Number(value.toPrecision(3));

function toThreads(value: string): number {
  if (!/^\d{1,3}$/.test(value)) throw new InvalidArgumentError('');
  return Number(value);
}
