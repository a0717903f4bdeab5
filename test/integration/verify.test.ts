import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noPaths } from '../support/no-paths.ts';
import { createBatch } from '../../src/main/app/batch.ts';
import { newId, nodeChildHost, systemClock } from '../../src/main/ports/node.ts';
import { createReviewService } from '../../src/main/services/review/index.ts';
import { SCHEMA_VERSION } from '../../src/main/store/migrations/index.ts';
import { PROJECT_FILE, openProject } from '../../src/main/store/project-store.ts';
import { verifyProject } from '../../src/main/store/verify.ts';
import { registryEntries } from '../support/registry-entries.ts';
import { writeStudy } from '../support/study-folder.ts';
import { verdictOn } from '../support/verdict.ts';

let dir: string;
let original: string;

function quietBatch() {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return createBatch({ clock: systemClock, log, newId, children: nodeChildHost(), paths: noPaths });
}

/** A project made as users make one: imported, reviewed, some of it corrected and taken back. */
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'verify-'));
  original = join(dir, 'original');
  await writeStudy(join(dir, 'source'), 'study', { modality: 'CT', captions: 12 });
  const batch = quietBatch();
  await batch.importPaths({ paths: [join(dir, 'source')], project: original, onProgress: () => undefined });
  const store = openProject(original, { at: '' });
  const review = createReviewService({ store, clock: systemClock, newId, publish: () => undefined });
  review.setReviewer('R');
  for (let pairId = 1; pairId <= 8; pairId += 1) {
    const verdict = pairId % 3 === 0 ? ({ kind: 'cannot-judge' } as const) : ({ kind: 'accept' } as const);
    const correction = pairId % 4 === 0 ? { box: [1, 1, 9, 9] as [number, number, number, number] } : null;
    review.decide(verdictOn(review.pair(pairId), { verdict, correction }));
  }
  review.undo(newId());
  review.undo(newId());
  review.redo(newId());
  for (const entry of registryEntries('2026-01-01T00:00:00.000Z')) store.registry.append(entry);
  store.close();
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** Tampers with a copy, from outside and with the guards taken off, and says which checks notice. */
async function noticedBy(tamper: (project: string, db: Database.Database) => void): Promise<string[]> {
  const copy = join(dir, 'copy');
  await rm(copy, { recursive: true, force: true });
  await cp(original, copy, { recursive: true });
  const db = new Database(join(copy, PROJECT_FILE));
  const guards = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all() as {
    name: string;
    sql: string;
  }[];
  for (const { name } of guards) db.exec(`DROP TRIGGER ${name}`);
  tamper(copy, db);
  // Put back, so that it is not their absence that is noticed.
  for (const { sql } of guards) db.exec(sql);
  db.close();
  return verifyProject(copy).flatMap(({ name, ok }) => (ok ? [] : [name]));
}

const sql =
  (...statements: readonly string[]) =>
  (_project: string, db: Database.Database): void => {
    db.pragma('foreign_keys = OFF');
    for (const statement of statements) expect(db.prepare(statement).run().changes).toBeGreaterThan(0);
  };

const blobs = (project: string): string[] =>
  readdirSync(join(project, 'blobs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const LAST = '(SELECT max(seq) FROM audit)';

const TAMPERS: readonly [
  what: string,
  tamper: (project: string, db: Database.Database) => void,
  check: string,
][] = [
  ['an audit row changed', sql("UPDATE audit SET actor = 'X' WHERE seq = 3"), 'audit-chain'],
  ['an audit row deleted', sql('DELETE FROM audit WHERE seq = 4'), 'audit-chain'],
  ['the last audit rows deleted', sql(`DELETE FROM audit WHERE seq > ${LAST} - 2`), 'audit-chain'],
  [
    'an audit row put in',
    sql(
      `INSERT INTO audit SELECT seq + 1, at, actor, action, detail, hash, 'x' FROM audit WHERE seq = ${LAST}`,
    ),
    'audit-chain',
  ],
  [
    'audit rows exchanged',
    sql('UPDATE audit SET seq = -seq WHERE seq IN (3, 4)', 'UPDATE audit SET seq = 7 + seq WHERE seq < 0'),
    'audit-chain',
  ],
  [
    'an audit date changed',
    sql("UPDATE audit SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 2"),
    'audit-chain',
  ],
  [
    'a verdict changed in the log',
    sql(`UPDATE decision SET verdict = '{"kind":"accept"}' WHERE seq = 3`),
    'decisions',
  ],
  ['a reviewer changed in the log', sql("UPDATE decision SET reviewer = 'X' WHERE seq = 2"), 'decisions'],
  [
    'a decision deleted',
    sql('DELETE FROM undo_stack WHERE seq = 5', 'DELETE FROM decision WHERE seq = 5'),
    'decisions',
  ],
  [
    'the latest decision deleted with its trace',
    sql('DELETE FROM decision WHERE seq = (SELECT max(seq) FROM decision)'),
    'decisions',
  ],
  [
    'a decision put in',
    sql(
      "INSERT INTO decision (decision_id, pair_id, action, reviewer, at, duration_ms, key, before, after) SELECT 'forged', pair_id, action, reviewer, at, duration_ms, key, before, after FROM decision WHERE seq = 1",
    ),
    'decisions',
  ],
  [
    'a pair accepted without a decision',
    sql("UPDATE pair SET state = 'accepted' WHERE pair_id = 12"),
    'decisions',
  ],
  ['a corrected box changed', sql("UPDATE pair SET box = '[0,0,1,1]' WHERE pair_id = 4"), 'decisions'],
  [
    'the class of a decided pair changed',
    sql('UPDATE pair SET class_id = 1 + class_id WHERE pair_id = 1'),
    'decisions',
  ],
  [
    'what a decided pair was derived as changed',
    sql("UPDATE pair SET derived_box = '[0,0,1,1]' WHERE pair_id = 1"),
    'decisions',
  ],
  [
    'a decided pair’s picture exchanged',
    sql(
      'UPDATE slice SET pixels_sha256 = (SELECT pixels_sha256 FROM slice WHERE slice_id = 9) WHERE slice_id = 1',
    ),
    'decisions',
  ],
  [
    'another model made champion in the log',
    sql(`UPDATE registry SET model_id = '${'f'.repeat(64)}' WHERE seq = 3`),
    'registry',
  ],
  [
    'a refused verdict turned into a promotion’s',
    sql("UPDATE registry SET verdict = json_set(verdict, '$.isPromotable', json('false')) WHERE seq = 4"),
    'registry',
  ],
  ['a roll-back deleted', sql('DELETE FROM registry WHERE seq = 5'), 'registry'],
  ['a caption changed', sql("UPDATE caption SET text = text || ' nicht' WHERE slice_id = 10"), 'captions'],
  [
    'a decided pair’s caption changed with its hash',
    sql(`UPDATE caption SET text = '', sha256 = '${'0'.repeat(64)}' WHERE slice_id = 1`),
    'decisions',
  ],
  ['a counter changed', sql("UPDATE counter SET n = n + 1 WHERE facet = 'class' AND n > 0"), 'counters'],
  ['a counter left out', sql("DELETE FROM counter WHERE facet = 'modality'"), 'counters'],
  ['a day counted otherwise', sql('UPDATE decision_day SET n = n + 1'), 'counters'],
  [
    'a pair deleted',
    sql('DELETE FROM pair_finding WHERE pair_id = 11', 'DELETE FROM pair WHERE pair_id = 11'),
    'counters',
  ],
  ['a slice deleted', sql('DELETE FROM slice WHERE slice_id = 12'), 'foreign-keys'],
  ['a picture deleted', (project) => rmSync(blobs(project)[0]!), 'pictures'],
  [
    'a picture replaced',
    (project) => writeFileSync(blobs(project)[0]!, zstdCompressSync(Buffer.alloc(1152))),
    'pictures',
  ],
  [
    'a picture cut short',
    (project) => writeFileSync(blobs(project)[1]!, Buffer.from([0x28, 0xb5])),
    'pictures',
  ],
  ['a table added', (_project, db) => void db.exec('CREATE TABLE aside (x)'), 'schema'],
  ['an index dropped', (_project, db) => void db.exec('DROP INDEX decision_by_pair'), 'schema'],
];

describe('plumbline verify', () => {
  it('finds nothing wrong with an untouched project', async () => {
    expect(await noticedBy(() => undefined)).toEqual([]);
  });

  it.each(TAMPERS)('notices %s', async (_what, tamper, check) => {
    expect(await noticedBy(tamper)).toContain(check);
  });

  it('notices that a guard of the log is gone', async () => {
    const copy = join(dir, 'unguarded');
    await cp(original, copy, { recursive: true });
    const db = new Database(join(copy, PROJECT_FILE));
    db.exec('DROP TRIGGER decision_is_append_only_u');
    db.close();
    expect(verifyProject(copy).filter(({ ok }) => !ok)).toEqual([
      expect.objectContaining({
        name: 'schema',
        facts: [
          { what: 'version', value: SCHEMA_VERSION },
          { what: 'changed-definition', value: 'decision_is_append_only_u' },
        ],
      }),
    ]);
  });
});

describe('plumbline verify --manifest', () => {
  const batch = quietBatch();
  const manifest = (): string => join(dir, 'export', 'manifest.json');
  /** What the check against the manifest says of a copy that was changed behind every other check's back. */
  async function against(change: (db: Database.Database) => void): Promise<unknown> {
    const copy = join(dir, 'rolled-back');
    await rm(copy, { recursive: true, force: true });
    await cp(original, copy, { recursive: true });
    const db = new Database(join(copy, PROJECT_FILE));
    change(db);
    db.close();
    const checks = await batch.verify(copy, { pictures: false, manifest: manifest() });
    return checks.find(({ name }) => name === 'exported-head');
  }
  beforeAll(async () => {
    const out = join(dir, 'export');
    await batch.exportProject({ project: original, out, onProgress: () => undefined });
  });

  it('finds the log as the export left it, with what was added since', async () => {
    expect(await against(() => undefined)).toMatchObject({ ok: true, facts: [{ what: 'row-as-exported' }] });
  });

  it.each([
    ['an older copy that was put back', 'DELETE FROM audit WHERE seq > 5', 'row-missing'],
    [
      'a log that was written anew',
      'UPDATE audit SET hash = substr(hash, 2) || substr(hash, 1, 1)',
      'row-otherwise',
    ],
  ])('tells %s', async (_what, statement, what) => {
    const tampered = await against((db) => {
      db.exec('DROP TRIGGER audit_is_append_only_u; DROP TRIGGER audit_is_append_only_d;');
      db.exec(statement);
    });
    expect(tampered).toMatchObject({ ok: false, facts: [{ what }] });
  });

  it('takes nothing else for a manifest', async () => {
    const file = join(dir, 'other.json');
    writeFileSync(file, '{"auditHead": {"seq": 1, "hash": "x"}}');
    await expect(batch.verify(original, { pictures: false, manifest: file })).rejects.toMatchObject({
      code: 'exchange.no-manifest',
    });
  });
});
