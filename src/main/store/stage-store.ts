import type { ErrorParams } from '../../shared/contract/app-error.ts';
import type { Modality } from '../../shared/domain/anatomy/classes.ts';
import type { DerivationSwitches } from '../../shared/domain/grounding/switches.ts';
import type { Stage } from '../../shared/domain/pipeline/stage.ts';
import type { StageRun } from '../../shared/domain/pipeline/standing.ts';
import { type WriteDb, transact } from './database.ts';
import { prepared } from './prepared.ts';

/** The last run of a stage of a study. */
export interface StageRecord extends StageRun {
  readonly study: string;
  readonly stage: Stage;
  /** ISO 8601 UTC. */
  readonly endedAt: string;
  readonly seconds: number;
  /** Null where it is done. */
  readonly error: { readonly code: string; readonly params: ErrorParams } | null;
}

/** A study by its slices: they only ever become more, so the newest says whether anything has come. */
export interface StudySlices {
  readonly study: string;
  readonly slices: number;
  readonly newestSliceId: number;
}

/** What of a slice the stages depend on. */
export interface StageSlice {
  readonly sliceId: number;
  readonly imageId: string;
  readonly modality: Modality;
  readonly volumeId: number | null;
  readonly axis: number;
  readonly index: number;
  readonly pixelsSha256: string;
  readonly question: string;
  readonly clinicalInformation: string;
}

/** Who made a slice's pairs, and how. */
export interface MadeBy {
  readonly extractor: string;
  readonly extractorVersion: string;
  readonly switches: DerivationSwitches | null;
}

/** What intake was to bring in; JSON that intake parses. */
export interface PlannedRow {
  readonly key: string;
  readonly study: string;
  readonly plan: string;
}

interface RunRow {
  readonly study: string;
  readonly stage: Stage;
  readonly key: string;
  readonly outcome: 'done' | 'failed';
  readonly ended_at: string;
  readonly seconds: number;
  readonly error: string | null;
}

const PAGE = 500;

/** Runs of stages, and what they depend on. */
export class StageStore {
  private readonly db: WriteDb;

  constructor(db: WriteDb) {
    this.db = db;
  }

  /** In the place of the runs before, all or none. @throws AppError store.disk-full, store.not-writable, store.disk-failed */
  save(records: readonly StageRecord[]): void {
    const sql =
      'INSERT OR REPLACE INTO stage_run VALUES (@study, @stage, @key, @outcome, @endedAt, @seconds, @error)';
    transact(this.db, () => {
      for (const record of records)
        prepared(this.db, sql).run({ ...record, error: record.error && JSON.stringify(record.error) });
    });
  }

  runsOf(study: string): StageRecord[] {
    const rows = prepared(this.db, 'SELECT * FROM stage_run WHERE study = ?').all(study) as RunRow[];
    return rows.map(({ ended_at, error, ...row }) => ({
      ...row,
      endedAt: ended_at,
      error: error === null ? null : (JSON.parse(error) as StageRecord['error']),
    }));
  }

  /** All studies with slices, in pages, so that others have their turn between them. */
  *studies(): Generator<StudySlices[]> {
    const sql = `SELECT study, count(*) AS slices, max(slice_id) AS newestSliceId FROM slice
      WHERE study > ? GROUP BY study ORDER BY study LIMIT ${PAGE}`;
    for (let after = ''; ;) {
      const page = prepared(this.db, sql).all(after) as StudySlices[];
      yield page;
      if (page.length < PAGE) return;
      after = page.at(-1)!.study;
    }
  }

  /** Studies of which nothing came in. */
  studiesWithoutSlices(): string[] {
    const sql = `SELECT DISTINCT study FROM planned_volume p
      WHERE NOT EXISTS (SELECT 1 FROM slice s WHERE s.study = p.study) ORDER BY study`;
    return prepared(this.db, sql).pluck().all() as string[];
  }

  /** One study by its slices; zero where it has none. */
  study(study: string): StudySlices {
    const sql =
      'SELECT count(*) AS slices, ifnull(max(slice_id), 0) AS newestSliceId FROM slice WHERE study = ?';
    const row = prepared(this.db, sql).get(study) as Omit<StudySlices, 'study'>;
    return { study, ...row };
  }

  /** In the order of their ids. */
  slicesOf(study: string): StageSlice[] {
    const sql = `SELECT slice_id AS sliceId, image_id AS imageId, modality, volume_id AS volumeId, axis, slice_index AS "index",
        pixels_sha256 AS pixelsSha256, question, clinical_information AS clinicalInformation
      FROM slice WHERE study = ? ORDER BY slice_id`;
    return prepared(this.db, sql).all(study) as StageSlice[];
  }

  /** How the pairs of a study's slices came about, each way once; `switches` is null where they came with pairs of their own. */
  derivationsOf(study: string): MadeBy[] {
    const sql = `SELECT DISTINCT extractor, extractor_version AS extractorVersion, switches FROM slice WHERE study = ?`;
    const rows = prepared(this.db, sql).all(study) as (Omit<MadeBy, 'switches'> & { switches: string })[];
    return rows.map((row) => ({ ...row, switches: JSON.parse(row.switches) as MadeBy['switches'] }));
  }

  /** Keeps what intake is to bring in; a volume that was planned before is planned anew. */
  savePlans(rows: readonly PlannedRow[]): void {
    const sql = 'INSERT OR REPLACE INTO planned_volume (key, study, plan) VALUES (@key, @study, @plan)';
    transact(this.db, () => {
      for (const row of rows) prepared(this.db, sql).run(row);
    });
  }

  /** Plans of a study's volumes, by their keys. */
  plansOf(study: string): string[] {
    const sql = 'SELECT plan FROM planned_volume WHERE study = ? ORDER BY key';
    return prepared(this.db, sql).pluck().all(study) as string[];
  }
}
