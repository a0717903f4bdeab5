import { type Command, Option } from 'commander';
import { SNAPSHOT_DEFAULTS } from '../../../../shared/contract/snapshots.ts';
import { type ClassId, labelOf } from '../../../../shared/domain/anatomy/classes.ts';
import type { SnapshotSettings } from '../../../../shared/domain/curation/snapshot.ts';
import { formatMoment } from '../../../../shared/i18n/format.ts';
import { leftOutText, stateText } from '../../../../shared/i18n/state-text.ts';
import { interruptible } from '../interruptible.ts';
import { listOption, toNames, toSeed, toShares, toWeight } from '../option-values.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './context.ts';

interface Chosen {
  readonly project: string;
  readonly undecided: number;
  readonly languages: SnapshotSettings['languages'];
  readonly seed: number;
  readonly split: SnapshotSettings['split'];
  readonly gold: readonly string[];
  readonly validation: readonly string[];
}
type Summary = Awaited<ReturnType<CommandContext['batch']['snapshots']['list']>>[number];

const SHORT_ID = 12;

export function addSnapshot(program: Command, context: CommandContext): void {
  const { say } = context.terminal;
  const parent = program.command('snapshot').description(say('snapshot'));
  const add = (name: string, text: string): Command =>
    parent.command(name).description(text).requiredOption('--project <dir>', say('option.project'));
  const { undecidedWeight, seed, split } = SNAPSHOT_DEFAULTS;
  add('create', say('snapshot.create'))
    .addOption(
      new Option('--undecided <weight>', say('snapshot.undecided'))
        .default(undecidedWeight)
        .argParser(toWeight),
    )
    .addOption(listOption('--languages <languages>', say('snapshot.languages'), ['de', 'en']))
    .addOption(new Option('--seed <number>', say('export.seed')).default(seed).argParser(toSeed))
    .addOption(
      new Option('--split <shares>', say('snapshot.split'))
        .default(split, Object.values(split).join())
        .argParser(toSplit),
    )
    .addOption(new Option('--gold <patients>', say('snapshot.gold')).default([], '').argParser(toNames))
    .addOption(
      new Option('--validation <patients>', say('snapshot.validation')).default([], '').argParser(toNames),
    )
    .action((chosen: Chosen) => create(chosen, context));
  add('list', say('snapshot.list')).action((chosen: Chosen) => list(chosen, context));
  add('show', say('snapshot.show'))
    .argument('<id>', say('snapshot.id'))
    .action((id: string, chosen: Chosen) => show(id, chosen, context));
  add('compare', say('snapshot.compare'))
    .argument('<first>', say('snapshot.id'))
    .argument('<second>', say('snapshot.id'))
    .action((first: string, second: string, chosen: Chosen) => compare([first, second], chosen, context));
}

async function create(
  { project, undecided, languages, seed, split, gold, validation }: Chosen,
  context: CommandContext,
): Promise<void> {
  const { batch, terminal } = context;
  const settings = { undecidedWeight: undecided, languages, seed, split };
  // Whoever names somebody, or says the shares, has chosen.
  const isChosen = gold.length + validation.length > 0 || split !== SNAPSHOT_DEFAULTS.split;
  const named = isChosen ? { gold, val: validation } : null;
  const result = await interruptible(context, () => batch.snapshots.create(project, { settings, named }));
  const first = terminal.say(result.isNew ? 'snapshot.created' : 'snapshot.known', { id: result.id });
  terminal.result(result, [first, ...linesOf(result, terminal)].join('\n'));
}

async function list({ project }: Chosen, { batch, terminal }: CommandContext): Promise<void> {
  const snapshots = await batch.snapshots.list(project);
  const lines = snapshots.map(
    ({ id, createdAt, counts }) =>
      `${id.slice(0, SHORT_ID)}  ${formatMoment(createdAt, terminal.language)}  ${sizesOf(counts, terminal)}`,
  );
  terminal.result({ snapshots }, lines.join('\n') || terminal.say('snapshot.none'));
}

async function show(
  reference: string,
  { project }: Chosen,
  { batch, terminal }: CommandContext,
): Promise<void> {
  const result = await batch.snapshots.show(project, reference);
  const missing = result.missingImages.length;
  const images = terminal.say(missing > 0 ? 'snapshot.imagesMissing' : 'snapshot.imagesThere', {
    count: missing,
  });
  terminal.result(result, [result.id, ...linesOf(result, terminal), images].join('\n'));
}

async function compare(
  [first, second]: readonly [string, string],
  { project }: Chosen,
  { batch, terminal }: CommandContext,
): Promise<void> {
  const { say, language } = terminal;
  const result = await batch.snapshots.compare(project, first, second);
  const { added, removed, unchanged, changed, movedPatients } = result;
  const lines = changed.map(({ imageId, before, after }) => {
    const [was, is] = [before, after].map(
      ({ classId, state, box }) =>
        `${labelOf(classId, language)} (${stateText(state, language)}) [${box.map(Math.round).join(', ')}]`,
    );
    return `${imageId}\t${was} → ${is}`;
  });
  terminal.result(
    result,
    [
      say('snapshot.compared', { added, removed, unchanged, changed: changed.length }),
      ...movedPatients.map((patient) => say('snapshot.moved', { patient })),
      ...lines,
    ].join('\n'),
  );
}

const sizesOf = ({ slices, pairs }: Summary['counts'], { say }: Terminal): string =>
  [say('slices', { count: slices }), say('pairs', { count: pairs })].join(', ');

function linesOf({ counts, leftOut, twins, patients, auditHead }: Summary, terminal: Terminal): string[] {
  const { say, language } = terminal;
  const group = (
    key: Parameters<Terminal['say']>[0],
    entries: Readonly<Record<string, number>>,
  ): string[] => {
    const listed = Object.entries(entries).toSorted(([, a], [, b]) => b - a);
    return listed.length > 0
      ? [`${say(key)}: ${listed.map(([name, n]) => `${name} ${n.toLocaleString(language)}`).join(', ')}`]
      : [];
  };
  const byClass = inWords(counts.byClass, (id) => labelOf(Number(id) as ClassId, language));
  const corrections = Object.entries(counts.byCorrection).filter(([, n]) => n > 0);
  const byCorrection = inWords(Object.fromEntries(corrections), (from) =>
    say(`snapshot.from.${from as keyof typeof counts.byCorrection}`),
  );
  return [
    sizesOf(counts, terminal),
    say('snapshot.auditHead', { seq: auditHead.seq, hash: auditHead.hash.slice(0, SHORT_ID) }),
    say('snapshot.splits', counts.bySplit),
    say('snapshot.patients', { val: named(patients.val), gold: named(patients.gold) }),
    say('snapshot.evidence', counts.byEvidence),
    ...group('snapshot.byModality', counts.byModality),
    ...group('snapshot.byLanguage', counts.byLanguage),
    ...group('snapshot.byReviewer', counts.byReviewer),
    ...group('snapshot.byCorrection', byCorrection),
    ...group('snapshot.byClass', byClass),
    ...group(
      'snapshot.leftOut',
      inWords(leftOut, (why) => leftOutText(why, language)),
    ),
    ...twins.map((twin) => say('snapshot.twin', twin)),
  ];
}

const named = ({ count, names }: Summary['patients']['gold']): string =>
  count === 0 ? '–' : [...names, ...(names.length < count ? ['…'] : [])].join(', ');

const inWords = (counts: Readonly<Record<string, number>>, wordOf: (key: string) => string) =>
  Object.fromEntries(Object.entries(counts).map(([key, n]) => [wordOf(key), n]));

function toSplit(value: string): SnapshotSettings['split'] {
  const [train, val, gold] = toShares(value);
  return { train, val, gold };
}
