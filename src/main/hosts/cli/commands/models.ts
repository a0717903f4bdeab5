import type { Command } from 'commander';
import type { PackList, PackSummary } from '../../../../shared/contract/models.ts';
import { formatBytes } from '../../../../shared/i18n/format.ts';
import { errorText } from '../../../../shared/i18n/message.ts';
import { interruptible } from '../interruptible.ts';
import { progressPrinter } from '../progress.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import type { CommandContext } from './context.ts';

/** As many characters of an id as people compare; commands take eight. */
const SHORT_ID = 12;

export function addModels(program: Command, context: CommandContext): void {
  const { say } = context.terminal;
  const command = program.command('models').description(say('models'));
  command
    .command('list')
    .description(say('models.list'))
    .action(() => list(context));
  command
    .command('add')
    .description(say('models.add'))
    .argument('<folder>', say('models.add.folder'))
    .action((folder: string) => add(folder, context));
  command
    .command('verify')
    .description(say('models.verify'))
    .argument('[pack]', say('models.packs'))
    .action((pack: string | undefined) => verify(pack, context));
  command
    .command('remove')
    .description(say('models.remove'))
    .argument('<pack>', say('models.pack'))
    .action(async (pack: string) => {
      const { id } = await context.batch.models.remove(pack);
      context.terminal.result({ id }, say('models.removed', { id }));
    });
}

async function list({ batch, terminal }: CommandContext): Promise<void> {
  const found = await batch.models.list();
  terminal.result(found, listText(found, terminal));
}

function listText({ packs, broken }: PackList, terminal: Terminal): string {
  const { say, language } = terminal;
  const rows = packs.map(({ id, name, version, origin, bytes, ability }) => [
    `${name} ${version}`,
    ability.kind,
    formatBytes(bytes, language),
    say(`models.origin.${origin}`),
    id.slice(0, SHORT_ID),
  ]);
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]!.length))) ?? [];
  const lines = packs.flatMap((pack, at) => [
    rows[at]!.map((cell, column) => cell.padEnd(widths[column]!)).join('  '),
    ...aboutPack(pack, terminal).map((line) => `  ${line}`),
  ]);
  const others = broken.map(({ id, code, params }) => {
    const { cause, remedy } = errorText(language, code, params) ?? { cause: code, remedy: '' };
    return `${say('models.broken', { id })}\n  ${cause} ${remedy}`;
  });
  return [...lines, ...others].join('\n') || say('models.none');
}

const aboutPack = (
  { title, limits, licence, provenance }: PackSummary,
  { say, language }: Terminal,
): string[] => [
  title[language],
  limits[language],
  say('models.licence', { licence: licence.id, source: provenance.source }),
];

async function add(folder: string, context: CommandContext): Promise<void> {
  const { batch, terminal } = context;
  const onProgress = progressPrinter(terminal);
  const result = await interruptible(context, () => batch.models.add({ folder, onProgress }));
  const { name, version, id, bytes } = result.pack;
  const text = terminal.say(result.isNew ? 'models.added' : 'models.known', {
    pack: `${name} ${version}`,
    id,
    size: formatBytes(bytes, terminal.language),
  });
  terminal.result(result, text);
}

async function verify(reference: string | undefined, context: CommandContext): Promise<void> {
  const { batch, terminal } = context;
  const { say, language } = terminal;
  const onProgress = progressPrinter(terminal);
  const checked = await interruptible(context, () => batch.models.verify({ reference, onProgress }));
  const packs = checked.map(({ id, pack, error }) => ({
    id,
    pack,
    ok: error === null,
    ...(error && { error: { code: error.code, params: error.params } }),
  }));
  const lines = checked.map(({ pack, error }) => {
    if (!error) return `${say('verify.ok')}\t${pack}`;
    const { file } = error.params;
    const { cause, remedy } = errorText(language, error.code, error.params) ?? {
      cause: error.code,
      remedy: '',
    };
    return `${say('verify.fail')}\t${pack}: ${file === undefined ? '' : `${file}: `}${cause} ${remedy}`;
  });
  terminal.result({ packs }, lines.join('\n') || say('models.none'));
  if (packs.some(({ ok }) => !ok)) process.exitCode = EXIT.failed;
}
