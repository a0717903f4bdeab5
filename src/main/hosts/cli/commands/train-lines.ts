import type { TrainingReport } from '../../../../shared/contract/training.ts';
import { type ClassId, labelOf } from '../../../../shared/domain/anatomy/classes.ts';
import { formatDuration } from '../../../../shared/i18n/format.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './context.ts';

type Head = CommandContext['batch']['training']['head'];
type Trained = Awaited<ReturnType<Head>>;
type Snapshot = Parameters<Parameters<Head>[0]['onSnapshot']>[0];

const SHORT_ID = 12;
/** Classes that are told by name; the JSON has all. */
const MOST_CLASSES = 12;

export const shortId = (id: string): string => id.slice(0, SHORT_ID);

export function snapshotLine({ id, counts }: Snapshot, { say }: Terminal): string {
  return say('train.onSnapshot', { id: shortId(id), ...counts.bySplit });
}

/** A line for each validation: step, loss, what it measured, pace, time left. */
export function reportLine(
  {
    report,
    secondsLeft,
    steps,
  }: { readonly report: TrainingReport; readonly secondsLeft: number | null; readonly steps: number },
  { say, language }: Terminal,
): string {
  const { step, loss, validation, samplesPerSecond } = report;
  const facts = { step, steps, loss: fixed(loss, language), iou: fixed(validation?.iou ?? 0, language) };
  return [
    say(validation?.isBest ? 'train.best' : 'train.report', facts),
    say('train.pace', { samples: Math.round(samplesPerSecond) }),
    ...(secondsLeft === null ? [] : [say('progress.left', { time: formatDuration(secondsLeft, language) })]),
  ].join('\t');
}

/** What came out, and what was actually drawn. */
export function endOf(
  { candidate, isNew }: Trained,
  terminal: Terminal,
): { readonly value: object; readonly text: string } {
  const { say, language } = terminal;
  const { id, dir, lineage } = candidate;
  const { outcome, snapshot, parent, seed, settings, data, classes } = lineage;
  const { bestStep, steps, stoppedBy, validation, resumedAt } = outcome;
  const lines = [
    say(isNew ? 'train.candidate' : 'train.known', { id }),
    say('train.outcome', { bestStep, steps, iou: fixed(validation.iou, language) }),
    say(`train.stoppedBy.${stoppedBy}`, { count: settings.patience }),
    ...(resumedAt > 0 ? [say('train.resumed', { step: resumedAt })] : []),
    ...drawnLines(outcome.drawn, terminal),
    ...untaughtLines(classes?.untaught ?? [], terminal),
    say('train.notPromoted'),
  ];
  const value = {
    candidate: id,
    isNew,
    dir,
    snapshot: snapshot.id,
    parent,
    seed,
    settings,
    data,
    classes,
    outcome,
  };
  return { value, text: lines.join('\n') };
}

/** Which classes a head says nothing about, for want of boxes. */
export function untaughtLines(classIds: readonly ClassId[], { say, language }: Terminal): string[] {
  if (classIds.length === 0) return [];
  const names = classIds.map((id) => labelOf(id, language)).join(', ');
  return [say('train.untaught', { count: classIds.length, names })];
}

function drawnLines(
  {
    total,
    byTask,
    byModality,
    byLanguage,
    byOrigin,
    byClass,
  }: Trained['candidate']['lineage']['outcome']['drawn'],
  { say, language }: Terminal,
): string[] {
  const shares = (counts: Readonly<Record<string, number>>, nameOf: (name: string) => string): string =>
    Object.entries(counts)
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, MOST_CLASSES)
      .map(([name, count]) => `${nameOf(name)} ${percent(count / total, language)}`)
      .join(', ');
  const asItIs = (name: string): string => name;
  const rows = [
    [
      say('train.drawn.task'),
      shares(byTask, (task) => say(task === 'presence' ? 'train.presence' : 'train.boxes')),
    ],
    [say('snapshot.byModality'), shares(byModality, asItIs)],
    [say('snapshot.byLanguage'), shares(byLanguage, asItIs)],
    [
      say('train.drawn.origin'),
      shares(byOrigin, (origin) => say(origin === 'corrected' ? 'train.corrected' : 'train.asDerived')),
    ],
    [say('snapshot.byClass'), shares(byClass, (id) => labelOf(Number(id) as ClassId, language))],
  ];
  return [say('train.drawn', { count: total }), ...rows.map(([name, text]) => `  ${name}: ${text}`)];
}

const fixed = (value: number, language: string): string =>
  new Intl.NumberFormat(language, { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(value);

const percent = (share: number, language: string): string =>
  new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(share);
