import type { RegistryEvent, Version, VersionDetail } from '../../../../shared/contract/registry.ts';
import type { Interval } from '../../../../shared/domain/evaluation/bootstrap.ts';
import type { Verdict } from '../../../../shared/domain/promotion/verdict.ts';
import { formatMoment } from '../../../../shared/i18n/format.ts';
import { partText, reasonText, statusText, verdictText } from '../../../../shared/i18n/verdict-text.ts';
import type { Terminal } from '../terminal.ts';
import { untaughtLines } from './train-lines.ts';

const short = (id: string | null, { say }: Terminal): string => id?.slice(0, 12) ?? say('registry.nobody');

/** A model in one line: what it is, how good, and how it stands. */
export function versionLine(version: Version, terminal: Terminal): string {
  const { say, language } = terminal;
  const { kind, id, name, createdAt, standing, measured, isThere } = version;
  const title = `${say(`registry.kind.${kind}`)} ${id.slice(0, 12)}${kind === 'head' ? '' : ` ${name}`}`;
  return [
    title,
    formatMoment(createdAt, language),
    say(`registry.standing.${standing}`),
    measured
      ? say('registry.measured', { figure: intervalText(measured.interval, terminal), count: measured.cases })
      : '',
    isThere ? '' : say('registry.gone'),
  ]
    .filter(Boolean)
    .join('\t');
}

/** A model with its descent, and the newest verdict with its parts. */
export function detailLines(
  { version, verdict, descent, history }: VersionDetail,
  terminal: Terminal,
): string[] {
  const { say } = terminal;
  const { lineage, blockedBy } = version;
  const { snapshots, parent, code, seed } = lineage;
  return [
    versionLine(version, terminal),
    say('registry.lineage', {
      snapshots: snapshots.map((id) => id.slice(0, 12)).join(', ') || say('registry.nobody'),
      parent: short(parent, terminal),
      seed: seed ?? '–',
      code: code || '–',
    }),
    ...(descent.length > 1
      ? [say('registry.descent', { ids: descent.map((id) => id.slice(0, 12)).join(', ') })]
      : []),
    ...untaughtLines(lineage.untaught ?? [], terminal),
    ...(verdict ? verdictLines(verdict, terminal) : [say('registry.notJudged')]),
    ...(blockedBy === 'registry.gold-moved' || (verdict && blockedBy === 'registry.not-judged')
      ? [say('registry.stale')]
      : []),
    ...history.map((event) => eventLine(event, terminal)),
  ];
}

function verdictLines(verdict: Verdict, terminal: Terminal): string[] {
  const { language, say } = terminal;
  const reasons = [...verdict.refusals, ...verdict.limits].map((one) => `  ${reasonText(one, language)}`);
  const rows = verdict.strata
    .filter(({ difference }) => difference !== null)
    .map(({ difference, status, units, pooled, ...part }) => {
      const name = partText({ ...part, pooled: pooled.length }, language);
      return `  ${name}\t${intervalText(difference, terminal, true)}\t${units}\t${statusText(status, language)}`;
    });
  return [verdictText(verdict, language), ...reasons, say(`registry.parts.${verdict.drawn}`), ...rows];
}

/** Something that happened, in one line. */
export function eventLine(
  { at, actor, action, kind, modelId, championId, verdict, reason }: RegistryEvent,
  terminal: Terminal,
): string {
  const { say, language } = terminal;
  const facts = {
    kind: say(`registry.kind.${kind}`),
    model: short(modelId, terminal),
    champion: short(championId, terminal),
    actor,
  };
  const outcome = verdict && !verdict.isPromotable ? 'refused' : action;
  const isNobody = (action === 'roll-back' ? modelId : championId) === null;
  const what = outcome !== 'register' && isNobody ? (`${outcome}.nobody` as const) : outcome;
  return [formatMoment(at, language), say(`registry.event.${what}`, facts), reason]
    .filter(Boolean)
    .join('\t');
}

function intervalText(interval: Interval | null, { say, language }: Terminal, isSigned = false): string {
  if (!interval) return '–';
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: 3,
    maximumFractionDigits: 3,
    signDisplay: isSigned ? 'exceptZero' : 'auto',
  });
  const { value, low, high } = interval;
  return say('registry.interval', {
    value: format.format(value),
    low: format.format(low),
    high: format.format(high),
  });
}
