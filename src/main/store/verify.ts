import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../../shared/contract/app-error.ts';
import type { Check } from '../../shared/contract/verify.ts';
import { type AuditHead, firstBrokenAudit } from './audit-log.ts';
import type { ReadDb } from './database.ts';
import { openNamingHolder } from './holder.ts';
import { registerMigrationFunctions } from './migration-functions.ts';
import { MIGRATIONS, SCHEMA_VERSION } from './migrations/index.ts';
import { PROJECT_FILE } from './project-files.ts';
import { sha256 } from './sha256.ts';
import { checkDecisions } from './verify-decisions.ts';
import { checkPictures } from './verify-pictures.ts';
import { checkRegistry } from './verify-registry.ts';

export type { Check };

/**
 * Checks a project that nobody has open, its pictures included.
 *
 * @param options.pictures False leaves the pictures unread, which for a large project is most of the time.
 * @param options.head Head of the audit chain as an earlier export named it: only what was kept outside the project tells of
 *   a log that was rewritten as a whole, or of a project that was put back to an older copy.
 * @throws AppError store.not-a-project, store.locked, store.damaged
 */
export function verifyProject(
  dir: string,
  { pictures = true, head }: { pictures?: boolean; head?: AuditHead | undefined } = {},
): Check[] {
  if (!existsSync(join(dir, PROJECT_FILE))) throw new AppError('store.not-a-project', { dir });
  const db = openNamingHolder(dir, { create: false });
  try {
    return [
      ...verifyDatabase(db),
      ...(pictures ? [checkPictures(db, join(dir, 'blobs'))] : []),
      ...(head ? [checkExportedHead(db, head)] : []),
    ];
  } finally {
    db.close();
  }
}

/** All checks that need the database alone. */
export function verifyDatabase(db: ReadDb): Check[] {
  return [
    checkSchema(db),
    checkIntegrity(db),
    checkForeignKeys(db),
    checkAuditChain(db),
    checkDecisions(db),
    checkRegistry(db),
    checkCaptions(db),
    checkCounters(db),
  ];
}

/** The version, and every table, index and trigger as its migrations make them: without a trigger, append-only is a word. */
function checkSchema(db: ReadDb): Check {
  const version = db.pragma('user_version', { simple: true }) as number;
  const fresh = new Database(':memory:');
  registerMigrationFunctions(fresh);
  for (const migration of MIGRATIONS) fresh.exec(migration);
  const [expected, found] = [definitions(fresh), definitions(db)];
  fresh.close();
  const changed = [...new Set([...expected.keys(), ...found.keys()])].filter(
    (name) => expected.get(name) !== found.get(name),
  );
  return {
    name: 'schema',
    ok: version === SCHEMA_VERSION && changed.length === 0,
    facts: [
      { what: 'version', value: version },
      ...changed.map((name) => ({ what: 'changed-definition' as const, value: name })),
    ],
  };
}

function definitions(db: ReadDb): Map<string, string | null> {
  const rows = db
    .prepare("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    .all() as {
    name: string;
    sql: string | null;
  }[];
  return new Map(rows.map(({ name, sql }) => [name, sql]));
}

function checkIntegrity(db: ReadDb): Check {
  const rows = db.pragma('integrity_check') as { integrity_check: string }[];
  const verdict = rows.map((row) => row.integrity_check).join('; ');
  return {
    name: 'integrity',
    ok: verdict === 'ok',
    facts: [{ what: 'sqlite-says', value: verdict.slice(0, 400) }],
  };
}

function checkForeignKeys(db: ReadDb): Check {
  const violations = (db.pragma('foreign_key_check') as unknown[]).length;
  return { name: 'foreign-keys', ok: violations === 0, facts: [{ what: 'violations', value: violations }] };
}

function checkAuditChain(db: ReadDb): Check {
  const broken = firstBrokenAudit(db);
  if (broken !== undefined)
    return { name: 'audit-chain', ok: false, facts: [{ what: 'breaks-at', value: broken }] };
  const rows = count(db, 'SELECT count(*) FROM audit');
  // SQLite remembers the last number it gave: rows cut off the end break no chain, but they leave this behind.
  const given = count(db, "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'audit'");
  return {
    name: 'audit-chain',
    ok: rows === given,
    facts: [{ what: rows === given ? 'rows' : 'cut-off-at', value: rows }],
  };
}

/** The chain still holds the row that was its head when something was exported. */
function checkExportedHead(db: ReadDb, head: AuditHead): Check {
  const hash = db.prepare('SELECT hash FROM audit WHERE seq = ?').pluck().get(head.seq) as string | undefined;
  const what = hash === undefined ? 'row-missing' : hash === head.hash ? 'row-as-exported' : 'row-otherwise';
  return { name: 'exported-head', ok: hash === head.hash, facts: [{ what, value: head.seq }] };
}

/** Every caption is the text that its hash was taken of; decisions name these hashes. */
function checkCaptions(db: ReadDb): Check {
  let changed = 0;
  const rows = db.prepare('SELECT text, sha256 FROM caption').iterate();
  for (const row of rows as IterableIterator<{ text: string; sha256: string }>)
    if (sha256(row.text) !== row.sha256) changed += 1;
  return { name: 'captions', ok: changed === 0, facts: [{ what: 'changed', value: changed }] };
}

/** What the counters should say, by facet; the triggers of the schema keep them. */
const COUNTED: Readonly<Record<string, string>> = {
  all: "SELECT '' AS value, state, count(*) AS n FROM pair GROUP BY state",
  class: 'SELECT CAST(class_id AS TEXT) AS value, state, count(*) AS n FROM pair GROUP BY class_id, state',
  modality: 'SELECT modality AS value, state, count(*) AS n FROM pair GROUP BY modality, state',
  finding: `SELECT code AS value, state, count(*) AS n FROM pair_finding JOIN pair USING (pair_id) GROUP BY code, state`,
};

function checkCounters(db: ReadDb): Check {
  const wrong = Object.entries(COUNTED).reduce((sum, [facet, sql]) => {
    const kept = `SELECT value, state, n FROM counter WHERE facet = '${facet}' AND n <> 0`;
    const differing = `SELECT count(*) FROM (SELECT * FROM (${sql}) EXCEPT ${kept})`;
    const superfluous = `SELECT count(*) FROM (${kept} EXCEPT SELECT * FROM (${sql}))`;
    return sum + count(db, differing) + count(db, superfluous);
  }, 0);
  const all = wrong + wrongDays(db);
  return { name: 'counters', ok: all === 0, facts: [{ what: 'wrong', value: all }] };
}

function wrongDays(db: ReadDb): number {
  const kept = 'SELECT day, reviewer, state, n, duration_ms FROM decision_day';
  const logged = `SELECT substr(t.at, 1, 10), t.reviewer, json_extract(t.after, '$.state'), sum(iif(d.action = 'undo', -1, 1)),
      sum(iif(d.action = 'decide', CAST(round(d.duration_ms) AS INTEGER), 0))
    FROM decision d JOIN decision t ON t.seq = coalesce(d.target_seq, d.seq) GROUP BY 1, 2, 3`;
  return (
    count(db, `SELECT count(*) FROM (${kept} EXCEPT ${logged})`) +
    count(db, `SELECT count(*) FROM (${logged} EXCEPT ${kept})`)
  );
}

function count(db: ReadDb, sql: string): number {
  return db.prepare(sql).pluck().get() as number;
}
