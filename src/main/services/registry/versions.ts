import { stat } from 'node:fs/promises';
import type { ReportHead } from '../../../shared/contract/evaluation.ts';
import type { RegistryEvent, Version } from '../../../shared/contract/registry.ts';
import type { Interval } from '../../../shared/domain/evaluation/bootstrap.ts';
import { LEADING } from '../../../shared/domain/evaluation/strata.ts';
import type { ModelKind, RegistryEntry } from '../../../shared/domain/promotion/registry-entry.ts';
import { type Pack, nameOf } from '../models/index.ts';
import type { Candidate } from '../training/index.ts';
import type { RegistryDeps } from './deps.ts';
import { goldSha256, presentGold } from './gold.ts';
import { PROTOCOL_OF } from './judging.ts';

type Bare = Pick<Version, 'kind' | 'id' | 'name' | 'createdAt' | 'isThere' | 'lineage'>;
type Deps = Pick<RegistryDeps, 'store' | 'training' | 'models' | 'evaluation' | 'snapshots'>;

/** Everything that can be champion: the project's heads, and RadGrounder packs, registered or just there. Newest first. */
export async function versionsOf(deps: Deps): Promise<Version[]> {
  const entries = deps.store.registry.entries();
  const heads = (await deps.training.candidates()).map(headVersion);
  const bare = [...heads, ...missingHeads(entries, heads), ...(await packVersions(entries, deps))];
  const reports = await deps.evaluation.reports();
  const gold = await goldsOf(entries, deps);
  const standing = { entries, reports, gold, champions: championsIn(deps) };
  return bare
    .map((one) => ({ ...one, ...standingOf(one, standing) }))
    .toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}

export const championsIn = ({ store }: Pick<Deps, 'store'>) => ({
  head: store.registry.champion('head'),
  pack: store.registry.champion('pack'),
});

function headVersion({ id, lineage }: Candidate): Bare {
  const { snapshot, parent, code, seed, settings, encoder, data, classes, outcome, createdAt } = lineage;
  return {
    kind: 'head',
    id,
    name: `head ${id.slice(0, 12)}`,
    createdAt,
    isThere: true,
    lineage: {
      snapshots: [snapshot.id],
      parent,
      code,
      seed,
      settings,
      encoder: encoder.packName,
      data: { slices: data.slices, boxes: data.boxes },
      validationIou: outcome.validation.iou,
      untaught: classes?.untaught ?? null,
    },
  };
}

const NO_LINEAGE = { snapshots: [], parent: null, code: '', seed: null, settings: {} };
const UNTOLD = { encoder: null, data: null, validationIou: null, untaught: null };

/** Heads that the log knows and the disk does not hold any more. */
function missingHeads(entries: readonly RegistryEntry[], heads: readonly Bare[]): Bare[] {
  const gone = oldestOf(entries, 'head').filter(({ modelId }) => !heads.some(({ id }) => id === modelId));
  return gone.map(({ modelId, at }) => ({
    kind: 'head',
    id: modelId!,
    name: `head ${modelId!.slice(0, 12)}`,
    createdAt: at,
    isThere: false,
    lineage: { ...NO_LINEAGE, ...UNTOLD },
  }));
}

async function packVersions(entries: readonly RegistryEntry[], { models }: Deps): Promise<Bare[]> {
  const { packs } = await models.list();
  const able = packs.filter(({ manifest }) => manifest.kind === 'radgrounder');
  const dated = await Promise.all(able.map(async (pack) => [pack.id, await sinceWhen(pack)] as const));
  const installed = new Map(able.map((pack) => [pack.id, nameOf(pack)]));
  // What the log says goes before what the disk says.
  const since = new Map([
    ...dated,
    ...oldestOf(entries, 'pack').map(({ modelId, at }) => [modelId!, at] as const),
  ]);
  return [...since].map(([id, createdAt]) => {
    const told = entries.find((one) => one.modelId === id && one.lineage !== null)?.lineage;
    const name = installed.get(id) ?? id.slice(0, 12);
    const lineage = { ...(told ?? NO_LINEAGE), ...UNTOLD };
    return { kind: 'pack', id, name, createdAt, isThere: installed.has(id), lineage };
  });
}

/** When a pack came to this machine. */
async function sinceWhen({ dir }: Pick<Pack, 'dir'>): Promise<string> {
  const facts = await stat(dir).catch(() => null);
  return (facts?.mtime ?? new Date(0)).toISOString();
}

/** The first entry of each model of a kind. */
function oldestOf(entries: readonly RegistryEntry[], kind: ModelKind): RegistryEntry[] {
  const own = entries.filter((one) => one.kind === kind && one.modelId !== null);
  return [...new Map(own.map((one) => [one.modelId, one])).values()];
}

interface Golds {
  /** Of the newest snapshot; null where there is none. */
  readonly present: string | null;
  /** Of each snapshot that something was judged on; absent where it cannot be read. */
  readonly of: ReadonlyMap<string, string>;
}

async function goldsOf(entries: readonly RegistryEntry[], { snapshots }: Deps): Promise<Golds> {
  const newest = await presentGold({ snapshots }).catch(() => null);
  const of = new Map<string, string>();
  for (const { snapshotId } of entries) {
    if (snapshotId === null || of.has(snapshotId)) continue;
    const opened =
      newest?.snapshotId === snapshotId ? newest : await snapshots.open(snapshotId).catch(() => null);
    if (opened) of.set(snapshotId, goldSha256(opened.snapshot));
  }
  return { present: newest && goldSha256(newest.snapshot), of };
}

interface Standing {
  readonly entries: readonly RegistryEntry[];
  readonly reports: readonly ReportHead[];
  readonly gold: Golds;
  readonly champions: Readonly<Record<ModelKind, string | null>>;
}

function standingOf(
  one: Bare,
  { entries, reports, gold, champions }: Standing,
): Pick<Version, 'standing' | 'measured' | 'judged' | 'blockedBy'> {
  const { kind, id } = one;
  const own = entries.filter((entry) => entry.kind === kind && entry.modelId === id);
  const judged = own.find(({ verdict }) => verdict !== null) ?? null;
  const champion = champions[kind];
  const wasChampion = own.some(({ action }) => action === 'promote' || action === 'roll-back');
  return {
    standing: champion === id ? 'champion' : wasChampion ? 'former' : 'challenger',
    measured: measuredIn(reports, one, entries),
    judged: judged && {
      at: judged.at,
      isPromotable: judged.verdict!.isPromotable,
      championId: judged.championId,
    },
    blockedBy: blockOf(one, { judged, champion, gold }),
  };
}

function blockOf(
  { id, isThere }: Pick<Bare, 'id' | 'isThere'>,
  { judged, champion, gold }: { judged: RegistryEntry | null; champion: string | null; gold: Golds },
): Version['blockedBy'] {
  if (id === champion) return 'registry.already-champion';
  if (!isThere) return 'registry.model-gone';
  if (!judged || judged.championId !== champion) return 'registry.not-judged';
  if (gold.present === null || gold.of.get(judged.snapshotId!) !== gold.present) return 'registry.gold-moved';
  return judged.verdict!.isPromotable ? null : 'registry.refused';
}

function measuredIn(
  reports: readonly ReportHead[],
  { kind, id }: Bare,
  entries: readonly RegistryEntry[],
): Version['measured'] {
  const protocol = PROTOCOL_OF[kind];
  const report = reports.find(
    ({ pack, set, settings, embedding }) =>
      pack.id === id &&
      set.kind === 'gold' &&
      set.split === 'test' &&
      settings.protocol === protocol &&
      // The gate matches by the program's own embedding; figures of others cannot stand beside its own.
      embedding.pack === undefined,
  );
  if (!report) return null;
  const { id: reportId, createdAt, set, summary } = report;
  const leading = summary.figures.find(({ metric }) => metric === LEADING[protocol]);
  return {
    reportId,
    createdAt,
    setSha256: set.sha256,
    cases: summary.cases,
    interval: intervalIn(entries, reportId) ?? leading?.interval ?? null,
  };
}

/**
 * As the newest verdict on a report gives it: the gate draws both captions of a slice together, so that its intervals are wider than
 * the report's own, and two of them beside each other would only puzzle.
 */
function intervalIn(entries: readonly RegistryEntry[], reportId: string): Interval | null {
  const asChallenger = entries.find((entry) => entry.verdict !== null && entry.reportId === reportId);
  if (asChallenger) return asChallenger.verdict!.overall.challenger;
  const asChampion = entries.find((entry) => entry.verdict !== null && entry.championReportId === reportId);
  return asChampion?.verdict!.overall.champion ?? null;
}

/** An entry as pages draw it: without the parts of its verdict, which are many. */
export function eventOf({ verdict, lineage: _lineage, ...entry }: RegistryEntry): RegistryEvent {
  const { isPromotable, refusals, overall } = verdict ?? {};
  return {
    ...entry,
    verdict: verdict && { isPromotable: isPromotable!, refusals: refusals!, overall: overall! },
  };
}
