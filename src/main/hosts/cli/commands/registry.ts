import { type Command, Option } from 'commander';
import { MODEL_KINDS, type ModelKind } from '../../../../shared/domain/promotion/registry-entry.ts';
import { interruptible } from '../interruptible.ts';
import { progressPrinter } from '../progress.ts';
import type { CommandContext } from './context.ts';
import { detailLines, eventLine, versionLine } from './registry-lines.ts';

interface Chosen {
  readonly project: string;
  readonly reason?: string;
  readonly kind?: ModelKind;
}

export function addRegistry(program: Command, context: CommandContext): void {
  const { say } = context.terminal;
  const parent = program.command('registry').description(say('registry'));
  const add = (name: string, text: string): Command =>
    parent.command(name).description(text).requiredOption('--project <dir>', say('option.project'));
  add('list', say('registry.list')).action((chosen: Chosen) => list(chosen, context));
  add('history', say('registry.history')).action((chosen: Chosen) => history(chosen, context));
  add('show', say('registry.show'))
    .argument('<model>', say('registry.model'))
    .action((model: string, chosen: Chosen) => show(model, chosen, context));
  add('judge', say('registry.judge'))
    .argument('<model>', say('registry.model'))
    .action((model: string, chosen: Chosen) => judge(model, chosen, context));
  add('promote', say('registry.promote'))
    .argument('<model>', say('registry.model'))
    .option('--reason <text>', say('registry.reason'))
    .action((model: string, chosen: Chosen) => promote(model, chosen, context));
  add('roll-back', say('registry.rollBack'))
    .addOption(new Option('--kind <kind>', say('registry.kind')).choices(MODEL_KINDS).default('head'))
    .option('--reason <text>', say('registry.reason'))
    .action((chosen: Chosen) => rollBack(chosen, context));
}

async function list({ project }: Chosen, { batch, terminal }: CommandContext): Promise<void> {
  const result = await batch.registry.list(project);
  const lines = result.versions.map((version) => versionLine(version, terminal));
  terminal.result(result, lines.join('\n') || terminal.say('registry.none'));
}

async function history({ project }: Chosen, { batch, terminal }: CommandContext): Promise<void> {
  const events = await batch.registry.history(project);
  terminal.result({ events }, events.map((event) => eventLine(event, terminal)).join('\n'));
}

async function show(model: string, { project }: Chosen, { batch, terminal }: CommandContext): Promise<void> {
  const detail = await batch.registry.show({ project, model });
  terminal.result(detail, detailLines(detail, terminal).join('\n'));
}

async function judge(model: string, { project }: Chosen, context: CommandContext): Promise<void> {
  const { batch, terminal } = context;
  const onProgress = progressPrinter(terminal);
  const detail = await interruptible(context, () => batch.registry.judge({ project, model, onProgress }));
  terminal.result(detail, detailLines(detail, terminal).join('\n'));
}

async function promote(
  model: string,
  { project, reason = '' }: Chosen,
  { batch, terminal }: CommandContext,
): Promise<void> {
  const event = await batch.registry.promote({ project, model, reason });
  terminal.result(event, eventLine(event, terminal));
}

async function rollBack(
  { project, kind = 'head', reason = '' }: Chosen,
  { batch, terminal }: CommandContext,
): Promise<void> {
  const event = await batch.registry.rollBack({ project, kind, reason });
  terminal.result(event, eventLine(event, terminal));
}
