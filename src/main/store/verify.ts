import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/contract/app-error.ts';
import { firstBrokenAudit } from './audit-log.ts';
import { canonicalJson } from './canonical-json.ts';
import { type ReadDb, openDatabase } from './database.ts';
import { SCHEMA_VERSION } from './migrations/index.ts';
import { PROJECT_FILE } from './project-files.ts';

/** One thing that was looked at; `detail` says what was found in plain facts. */
export interface Check {
  readonly name: 'schema' | 'integrity' | 'foreign-keys' | 'audit-chain' | 'decisions' | 'counters';
  readonly ok: boolean;
  readonly detail: string;
}

/** Checks a project that nobody has open. @throws AppError store.not-a-project, store.locked, store.damaged */
export function verifyProject(dir: string): Check[] {
  const file = join(dir, PROJECT_FILE);
  if (!existsSync(file)) throw new AppError('store.not-a-project', { dir });
  const db = openDatabase(file, { create: false });
  try {
    return verifyDatabase(db);
  } finally {
    db.close();
  }
}

export function verifyDatabase(db: ReadDb): Check[] {
  return [schema(db), integrity(db), foreignKeys(db), auditChain(db), decisions(db), counters(db)];
}

function schema(db: ReadDb): Check {
  const version = db.pragma('user_version', { simple: true }) as number;
  return { name: 'schema', ok: version === SCHEMA_VERSION, detail: `version ${version}` };
}

function integrity(db: ReadDb): Check {
  const rows = db.pragma('integrity_check') as { integrity_check: string }[];
  const detail = rows.map((row) => row.integrity_check).join('; ');
  return { name: 'integrity', ok: detail === 'ok', detail: detail.slice(0, 400) };
}

function foreignKeys(db: ReadDb): Check {
  const violations = (db.pragma('foreign_key_check') as unknown[]).length;
  return { name: 'foreign-keys', ok: violations === 0, detail: `${violations} violations` };
}

function auditChain(db: ReadDb): Check {
  const broken = firstBrokenAudit(db);
  const rows = db.prepare('SELECT count(*) FROM audit').pluck().get() as number;
  return {
    name: 'audit-chain',
    ok: broken === undefined,
    detail: broken === undefined ? `${rows} rows` : `breaks at row ${broken}`,
  };
}

/** Every decision has its audit row with equal content, and every pair stands where its last decision put it. */
function decisions(db: ReadDb): Check {
  const audited = new Map<number, string>();
  const auditRows = db.prepare("SELECT detail FROM audit WHERE action LIKE 'review.%'").pluck().iterate();
  for (const detail of auditRows as IterableIterator<string>) {
    const { seq, ...row } = JSON.parse(detail) as { seq: number };
    audited.set(seq, canonicalJson(row));
  }
  let unaudited = 0;
  const lastState = new Map<number, string>();
  const log = db.prepare('SELECT * FROM decision ORDER BY seq').iterate();
  for (const { seq, ...row } of log as IterableIterator<{ seq: number; pair_id: number; after: string }>) {
    if (audited.get(seq) !== canonicalJson(row)) unaudited += 1;
    lastState.set(row.pair_id, (JSON.parse(row.after) as { state: string }).state);
  }
  let astray = 0;
  const pairs = db.prepare('SELECT pair_id, state FROM pair').iterate();
  for (const { pair_id, state } of pairs as IterableIterator<{ pair_id: number; state: string }>) {
    if (state !== (lastState.get(pair_id) ?? 'pending')) astray += 1;
  }
  return {
    name: 'decisions',
    ok: unaudited + astray === 0,
    detail: `${unaudited} without audit row, ${astray} pairs astray`,
  };
}

function counters(db: ReadDb): Check {
  const wrong = db
    .prepare(
      `SELECT count(*) FROM (
         SELECT state, count(*) AS n FROM pair GROUP BY state
         EXCEPT SELECT state, n FROM counter WHERE facet = 'all')`,
    )
    .pluck()
    .get() as number;
  return { name: 'counters', ok: wrong === 0, detail: `${wrong} wrong` };
}
