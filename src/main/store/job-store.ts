import type { Job } from '../../shared/contract/jobs.ts';
import { type WriteDb, transact } from './database.ts';

export type JobStatus = Job['status'];

/** A job row: what to do, how far it is, what became of it. Input, result and problems are JSON that their kind's schema parses. */
export interface JobRecord {
  readonly jobId: string;
  readonly kind: string;
  /** Two jobs of a kind with the same key are one job while it is unfinished. */
  readonly key: string;
  readonly status: JobStatus;
  readonly input: string;
  readonly result: string | null;
  readonly done: number;
  readonly total: number | null;
  readonly step: string;
  readonly params: string;
  readonly error: string | null;
  readonly problems: string;
  readonly attempt: number;
  readonly createdAt: string;
}

const COLUMNS =
  'job_id AS jobId, kind, key, status, input, result, done, total, step, params, error, problems, attempt, created_at AS createdAt';

export class JobStore {
  private readonly db: WriteDb;

  constructor(db: WriteDb) {
    this.db = db;
  }

  insert(job: Pick<JobRecord, 'jobId' | 'kind' | 'key' | 'input' | 'createdAt'>): void {
    const sql =
      "INSERT INTO job (job_id, kind, key, status, input, created_at) VALUES (@jobId, @kind, @key, 'queued', @input, @createdAt)";
    transact(this.db, () => this.db.prepare(sql).run(job));
  }

  get(jobId: string): JobRecord | undefined {
    return this.db.prepare(`SELECT ${COLUMNS} FROM job WHERE job_id = ?`).get(jobId) as JobRecord | undefined;
  }

  /** Newest first. */
  list(): JobRecord[] {
    return this.db
      .prepare(`SELECT ${COLUMNS} FROM job ORDER BY created_at DESC, rowid DESC LIMIT 100`)
      .all() as JobRecord[];
  }

  /** The unfinished job of a kind with a key. */
  unfinished(kind: string, key: string): JobRecord | undefined {
    return this.db
      .prepare(
        `SELECT ${COLUMNS} FROM job WHERE kind = ? AND key = ? AND status IN ('queued', 'running', 'paused', 'interrupted')`,
      )
      .get(kind, key) as JobRecord | undefined;
  }

  /** The newest job of a kind with a key, whatever became of it. */
  latest(kind: string, key: string): JobRecord | undefined {
    return this.db
      .prepare(
        `SELECT ${COLUMNS} FROM job WHERE kind = ? AND key = ? ORDER BY created_at DESC, rowid DESC LIMIT 1`,
      )
      .get(kind, key) as JobRecord | undefined;
  }

  /** All that wait, the oldest first. */
  queued(): JobRecord[] {
    return this.db
      .prepare(`SELECT ${COLUMNS} FROM job WHERE status = 'queued' ORDER BY created_at, rowid`)
      .all() as JobRecord[];
  }

  /** The oldest that waits, of some kinds. */
  nextQueued(kinds: readonly string[]): JobRecord | undefined {
    return this.db
      .prepare(
        `SELECT ${COLUMNS} FROM job WHERE status = 'queued' AND kind IN (SELECT value FROM json_each(?))
         ORDER BY created_at, rowid LIMIT 1`,
      )
      .get(JSON.stringify(kinds)) as JobRecord | undefined;
  }

  update(
    jobId: string,
    change: Partial<Omit<JobRecord, 'jobId' | 'kind' | 'key' | 'input' | 'createdAt'>>,
  ): void {
    const names = Object.keys(change);
    if (names.length === 0) return;
    const sql = `UPDATE job SET ${names.map((name) => `${name} = @${name}`).join(', ')} WHERE job_id = @jobId`;
    transact(this.db, () => this.db.prepare(sql).run({ ...change, jobId }));
  }

  /** Rows found running when the program starts were interrupted by its end. */
  markInterrupted(): JobRecord[] {
    transact(this.db, () =>
      this.db.prepare("UPDATE job SET status = 'interrupted' WHERE status = 'running'").run(),
    );
    return this.db.prepare(`SELECT ${COLUMNS} FROM job WHERE status = 'interrupted'`).all() as JobRecord[];
  }
}
