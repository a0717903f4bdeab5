import type { ComparisonReport, ReportHead } from './evaluation.ts';

/** A fact of a comparison that has to be the same for its figures to come out again. */
export interface RepeatFact {
  readonly key:
    | 'set'
    | 'cases'
    | 'snapshot'
    | 'unreadable'
    | 'embedding'
    | 'judge'
    | 'pack'
    | 'packId'
    | 'report'
    | 'program';
  /** Null where both models share it. */
  readonly side: 'A' | 'B' | null;
  readonly value: string;
}

/** Everything that a comparison was made of. What differs between the two evaluations is said of each. */
export function repeatFacts({ first, second }: ComparisonReport): RepeatFact[] {
  const both = (key: RepeatFact['key'], of: (one: ReportHead) => string | undefined): RepeatFact[] => {
    const [mine, theirs] = [of(first), of(second)];
    if (mine === theirs) return mine === undefined ? [] : [{ key, side: null, value: mine }];
    return [
      { key, side: 'A', value: mine ?? '–' },
      { key, side: 'B', value: theirs ?? '–' },
    ];
  };
  return [
    ...both('set', ({ set }) => `${set.kind} ${set.name} (${set.split})`),
    ...both('cases', ({ set }) => set.sha256),
    ...both('snapshot', ({ set }) => set.snapshot),
    ...both('unreadable', ({ set }) => set.unreadable?.toString()),
    ...both('embedding', ({ embedding: { name, version, pack = '' } }) =>
      `${name} ${version} ${pack}`.trim(),
    ),
    ...both('judge', ({ judge }) => (judge ? `${judge.model} (${judge.prompt.slice(0, 12)})` : undefined)),
    ...both('pack', ({ pack }) => pack.name),
    ...both('packId', ({ pack }) => pack.id),
    ...both('report', ({ id }) => id),
    ...both('program', ({ program }) => program),
  ];
}

/** Commands that make both reports and the comparison again. Folders stand in capitals: reports do not hold where data lie. */
export function repeatCommands({ first, second }: ComparisonReport): string[] {
  return [
    evaluateCommand(first),
    evaluateCommand(second),
    'plumbline compare REPORT_A REPORT_B --html comparison.html',
  ];
}

function evaluateCommand({ pack, set, settings, judge, embedding }: ReportHead): string {
  const { protocol, seed, resamples, unit } = settings;
  return [
    `plumbline evaluate ${referenceOf(pack)}`,
    ...placeOf(set),
    `--split ${set.split} --protocol ${protocol} --seed ${seed} --resamples ${resamples} --unit ${unit}`,
    ...(embedding.pack === undefined ? [] : [`--embedding ${embedding.pack.slice(0, 12)}`]),
    ...(judge ? ['--judge'] : []),
  ].join(' ');
}

/** Heads are named after themselves; of packs the id says more than their name. */
const referenceOf = ({ id, name }: ReportHead['pack']): string =>
  name === `head ${id.slice(0, 12)}` ? `head:${id.slice(0, 12)}` : id.slice(0, 12);

function placeOf({ kind, snapshot }: ReportHead['set']): string[] {
  switch (kind) {
    case 'gold':
      return ['--on gold --project PROJECT', ...(snapshot ? [`--snapshot ${snapshot.slice(0, 12)}`] : [])];
    case 'slake':
    case 'vqa-rad':
      return [`--on ${kind} --data FOLDER`];
    case 'refrad2d':
    case 'paligemma':
      return ['--on FOLDER'];
  }
}
