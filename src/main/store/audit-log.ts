import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { ReadDb, WriteDb } from './database.ts';
import { prepared } from './prepared.ts';

/** Something that happened to the project: who, when (ISO 8601 UTC), what, with which facts. */
export interface AuditEntry {
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly detail: unknown;
}

interface AuditRow {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly detail: string;
  readonly previous_hash: string;
  readonly hash: string;
}

/** Hash of the row before the first. */
export const GENESIS = '0'.repeat(64);

/** Newest row's number and hash: named by exports, so that a rolled-back project can be told from outside. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

/** Appends a row that carries the hash of the one before. Call inside the transaction of what it records. */
export function appendAudit(db: WriteDb, entry: AuditEntry): AuditHead {
  const head = auditHead(db);
  const detail = canonicalJson(entry.detail);
  const hash = rowHash({ ...entry, seq: head.seq + 1, detail, previous_hash: head.hash });
  prepared(
    db,
    'INSERT INTO audit (seq, at, actor, action, detail, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(head.seq + 1, entry.at, entry.actor, entry.action, detail, head.hash, hash);
  return { seq: head.seq + 1, hash };
}

export function auditHead(db: ReadDb): AuditHead {
  const row = prepared(db, 'SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1').get() as
    AuditHead | undefined;
  return row ?? { seq: 0, hash: GENESIS };
}

/** Number of the first row that does not follow from the one before it, or undefined when the chain holds. */
export function firstBrokenAudit(db: ReadDb): number | undefined {
  let previous: AuditHead = { seq: 0, hash: GENESIS };
  const rows = db.prepare('SELECT * FROM audit ORDER BY seq').iterate() as IterableIterator<AuditRow>;
  for (const row of rows) {
    const follows =
      row.seq === previous.seq + 1 && row.previous_hash === previous.hash && rowHash(row) === row.hash;
    if (!follows) return row.seq;
    previous = row;
  }
  return undefined;
}

function rowHash(row: Omit<AuditRow, 'hash'>): string {
  const { seq, at, actor, action, detail, previous_hash } = row;
  return createHash('sha256')
    .update(canonicalJson([seq, at, actor, action, detail, previous_hash]))
    .digest('hex');
}
