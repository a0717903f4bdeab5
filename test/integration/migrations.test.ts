import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/main/store/database.ts';
import { MIGRATIONS, SCHEMA_VERSION } from '../../src/main/store/migrations/index.ts';
import { PROJECT_FILE, openProject } from '../../src/main/store/project-store.ts';
import { verifyProject } from '../../src/main/store/verify.ts';
import { TEST_MIGRATIONS } from '../support/migrating-child.ts';
import { type SchemaFacts, factsOf, fixtureDir, migrationHash } from '../support/schema-fixture.ts';

const versions = Array.from({ length: SCHEMA_VERSION }, (_, n) => n + 1);
const fixture = (version: number, ending: string): string => join(fixtureDir, `v${version}.${ending}`);
const factsIn = (version: number): SchemaFacts =>
  JSON.parse(readFileSync(fixture(version, 'json'), 'utf8')) as SchemaFacts;

let dir: string;
let file: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'migrations-'));
  file = join(dir, PROJECT_FILE);
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** Lays a project down as the code of that version left it. */
function layDown(version: number): void {
  writeFileSync(file, gunzipSync(readFileSync(fixture(version, 'sqlite.gz'))));
}

const versionOf = (path: string): number => {
  const db = new Database(path, { readonly: true });
  const version = db.pragma('user_version', { simple: true }) as number;
  db.close();
  return version;
};

describe('each version of the schema', () => {
  it('has a project that its own code wrote (node test/support/make-schema-fixture.ts)', () => {
    expect(versions.filter((version) => !existsSync(fixture(version, 'sqlite.gz')))).toEqual([]);
    expect(readdirSync(fixtureDir)).toHaveLength(2 * SCHEMA_VERSION);
  });

  it.each(versions)('%i is led to by the migration that was published, which is never changed', (version) => {
    expect(migrationHash(version)).toBe(factsIn(version).migrationSha256);
  });

  it.each(versions)('%i opens today with all that was in it, and is kept as it was beside', (version) => {
    layDown(version);
    const { migrationSha256: _hash, ...facts } = factsIn(version);
    const store = openProject(dir, { at: '' });
    expect(factsOf(store)).toEqual(facts);
    store.close();
    expect(verifyProject(dir, { pictures: false }).filter(({ ok }) => !ok)).toEqual([]);
    const snapshot = `${file}.before-${version + 1}`;
    expect(existsSync(snapshot)).toBe(version < SCHEMA_VERSION);
    if (version < SCHEMA_VERSION) expect(versionOf(snapshot)).toBe(version);
  });
});

describe('a migration', () => {
  it('that fails leaves the version before it whole, with a snapshot; the next attempt goes on', () => {
    layDown(SCHEMA_VERSION);
    const broken = [...MIGRATIONS, 'CREATE TABLE half (n INTEGER) STRICT; no such statement;'];
    const snapshot = `${file}.before-${SCHEMA_VERSION + 1}`;
    // The snapshot of the first attempt does not stand in the way of the second.
    const attempt = (): unknown => openDatabase(file, { create: false, migrations: broken });
    expect(attempt).toThrow('syntax error');
    expect(attempt).toThrow('syntax error');
    const db = openDatabase(file, { create: false });
    expect(db.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").all()).toEqual([]);
    db.close();
    expect(readdirSync(dir).toSorted()).toEqual([PROJECT_FILE, basename(snapshot)]);
    mkdirSync(join(dir, 'old'));
    copyFileSync(snapshot, join(dir, 'old', PROJECT_FILE));
    expect(verifyProject(join(dir, 'old'), { pictures: false }).filter(({ ok }) => !ok)).toEqual([]);
    openDatabase(file, { create: false, migrations: TEST_MIGRATIONS }).close();
    expect(versionOf(file)).toBe(TEST_MIGRATIONS.length);
  });

  it('that is killed leaves a version whole, wherever it was', { timeout: 120_000 }, async () => {
    const found = new Set<number>();
    layDown(1);
    const whole = await migrateUntilKilled(null);
    for (let round = 0; round < 30; round += 1) {
      layDown(1);
      await migrateUntilKilled((round / 30) * whole);
      const db = openDatabase(file, {
        create: false,
        migrations: TEST_MIGRATIONS.slice(0, versionAfterRecovery()),
      });
      const version = db.pragma('user_version', { simple: true }) as number;
      found.add(version);
      const steps = db.prepare("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'step_%'").pluck().get();
      expect(steps).toBe(Math.max(0, version - SCHEMA_VERSION));
      const slices = db.prepare('SELECT count(*) FROM slice').pluck().get();
      if (version > SCHEMA_VERSION)
        expect(
          db
            .prepare(`SELECT count(*) FROM step_${version - SCHEMA_VERSION - 1}`)
            .pluck()
            .get(),
        ).toBe(slices);
      db.close();
      openDatabase(file, { create: false, migrations: TEST_MIGRATIONS }).close();
      expect(versionOf(file)).toBe(TEST_MIGRATIONS.length);
    }
    expect(found.size).toBeGreaterThan(2);
  });

  /** The version that the killed program had reached, counting what stands in the log it left. */
  function versionAfterRecovery(): number {
    const db = new Database(file);
    const version = db.pragma('user_version', { simple: true }) as number;
    db.close();
    return version;
  }

  /** Starts a process that migrates, and kills it so many ms after its first word. @returns ms from that word to its end */
  function migrateUntilKilled(ms: number | null): Promise<number> {
    const script = join(import.meta.dirname, '..', 'support', 'migrating-child.ts');
    const child = spawn(process.execPath, [script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    let begun = 0;
    child.stdout.once('data', () => {
      begun = performance.now();
      if (ms !== null) setTimeout(() => child.kill('SIGKILL'), ms);
    });
    return new Promise((resolve) => child.once('close', () => resolve(performance.now() - begun)));
  }
});
