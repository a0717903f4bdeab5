import { AppError } from '../../shared/contract/app-error.ts';
import {
  type ModelKind,
  type NewRegistryEntry,
  type RegistryEntry,
  championsAfter,
} from '../../shared/domain/promotion/registry-entry.ts';
import { appendAudit } from './audit-log.ts';
import { type ReadDb, type WriteDb, transact } from './database.ts';
import { insertRow } from './insert-row.ts';
import { prepared } from './prepared.ts';
import { sha256 } from './sha256.ts';

export interface RegistryRow {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly action: RegistryEntry['action'];
  readonly kind: ModelKind;
  readonly model_id: string | null;
  readonly champion_id: string | null;
  readonly snapshot_id: string | null;
  readonly report_id: string | null;
  readonly champion_report_id: string | null;
  readonly verdict: string | null;
  readonly lineage: string | null;
  readonly reason: string;
}

/** The append-only log of models. Each entry and its audit row are one transaction, on the disk when the call returns. */
export class RegistryStore {
  private readonly db: WriteDb;

  constructor(db: WriteDb) {
    this.db = db;
  }

  /**
   * @throws AppError registry.champion-moved where somebody else has become champion since `championId` was read; store.disk-full,
   *   store.not-writable, store.disk-failed
   */
  append(entry: NewRegistryEntry): RegistryEntry {
    return transact(this.db, () => {
      const { kind, championId, action } = entry;
      if ((action === 'promote' || action === 'roll-back') && this.champion(kind) !== championId)
        throw new AppError('registry.champion-moved');
      const row = toRow(entry);
      const seq = insertRow(this.db, 'registry', row);
      const { at, actor } = entry;
      appendAudit(this.db, { at, actor, action: `registry.${action}`, detail: auditedRow({ seq, ...row }) });
      return { seq, ...entry };
    });
  }

  /** Id of the champion of a kind; null where there is none. */
  champion(kind: ModelKind): string | null {
    return this.champions(kind).at(-1) ?? null;
  }

  /** Champions of a kind, the present one last; each roll-back leads to the one before. */
  champions(kind: ModelKind): string[] {
    const rows = prepared(
      this.db,
      "SELECT action, model_id FROM registry WHERE kind = ? AND action IN ('promote', 'roll-back') ORDER BY seq",
    ).all(kind) as Pick<RegistryRow, 'action' | 'model_id'>[];
    return championsAfter(rows.map(({ action, model_id: modelId }) => ({ action, modelId })));
  }

  /** Newest first. @param of.modelId Of one model only; roll-backs name the model that they led to */
  entries(
    of: { readonly kind?: ModelKind | undefined; readonly modelId?: string | undefined } = {},
  ): RegistryEntry[] {
    const rows = prepared(
      this.db,
      `SELECT * FROM registry WHERE (@kind IS NULL OR kind = @kind) AND (@modelId IS NULL OR model_id = @modelId)
       ORDER BY seq DESC`,
    ).all({ kind: of.kind ?? null, modelId: of.modelId ?? null }) as RegistryRow[];
    return rows.map(toEntry);
  }
}

/** What the audit row of an entry holds: all of it, long ones by their hash. */
export function auditedRow({ verdict, lineage, ...row }: RegistryRow): object {
  return {
    ...row,
    verdictSha256: verdict === null ? null : sha256(verdict),
    lineageSha256: lineage === null ? null : sha256(lineage),
  };
}

export const registryRows = (db: ReadDb): RegistryRow[] =>
  db.prepare('SELECT * FROM registry ORDER BY seq').all() as RegistryRow[];

function toRow(entry: NewRegistryEntry): Omit<RegistryRow, 'seq'> & Record<string, string | null> {
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
  return {
    at: entry.at,
    actor: entry.actor,
    action: entry.action,
    kind: entry.kind,
    model_id: entry.modelId,
    champion_id: entry.championId,
    snapshot_id: entry.snapshotId,
    report_id: entry.reportId,
    champion_report_id: entry.championReportId,
    verdict: json(entry.verdict),
    lineage: json(entry.lineage),
    reason: entry.reason,
  };
}

function toEntry(row: RegistryRow): RegistryEntry {
  return {
    seq: row.seq,
    at: row.at,
    actor: row.actor,
    action: row.action,
    kind: row.kind,
    modelId: row.model_id,
    championId: row.champion_id,
    snapshotId: row.snapshot_id,
    reportId: row.report_id,
    championReportId: row.champion_report_id,
    verdict: row.verdict === null ? null : (JSON.parse(row.verdict) as RegistryEntry['verdict']),
    lineage: row.lineage === null ? null : (JSON.parse(row.lineage) as RegistryEntry['lineage']),
    reason: row.reason,
  };
}
