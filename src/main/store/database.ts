import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../../shared/contract/app-error.ts';
import { asExpected, asUnwritable } from '../../shared/contract/system-failure.ts';
import { registerMigrationFunctions } from './migration-functions.ts';
import { MIGRATIONS } from './migrations/index.ts';

/** A handle that may write. Only functions that change something ask for one. */
export type WriteDb = Database.Database & { readonly __mode?: 'write' };

/** A handle for reading: the same connection without the calls that change anything. */
export type ReadDb = Pick<Database.Database, 'prepare' | 'pragma'>;

/**
 * Opens a project database as its only user. Every setting that durability and safety depend on is set and then read
 * back: better-sqlite3 falls back to `synchronous = NORMAL` in WAL mode, which loses acknowledged commits at a power cut.
 *
 * @param options.migrations Only tests give others than the application's.
 * @throws AppError store.locked (without holder), store.damaged, store.newer-schema, store.not-writable, store.disk-full
 */
export function openDatabase(
  file: string,
  options: { create: boolean; migrations?: readonly string[] },
): WriteDb {
  let db: WriteDb | undefined;
  try {
    // SQLite would call a read-only file system a failing lock.
    for (const path of options.create ? [dirname(file)] : [dirname(file), file])
      accessSync(path, constants.W_OK);
    db = new Database(file, { fileMustExist: !options.create, timeout: 250 });
    // Before the first access to the WAL, so that no -shm file is made and a second opener is turned away.
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    assertSettings(db);
    db.exec('BEGIN IMMEDIATE; COMMIT');
    migrate(db, file, options.migrations ?? MIGRATIONS);
    return db;
  } catch (error) {
    db?.close();
    throw translated(error, file);
  }
}

/**
 * One transaction: durable when it returns, taken back whole by whatever it throws.
 *
 * @throws AppError store.disk-full, store.not-writable, store.disk-failed, store.damaged, besides what the work itself throws
 */
export function transact<T>(db: WriteDb, work: () => T): T {
  try {
    return db.transaction(work)();
  } catch (error) {
    throw asExpected(error, db.name);
  }
}

/** @throws AppError store.not-writable */
export function makeWritableFolder(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true });
  } catch (error) {
    throw asUnwritable(error, dir);
  }
}

function assertSettings(db: WriteDb): void {
  const expected = {
    locking_mode: 'exclusive',
    journal_mode: 'wal',
    synchronous: 2,
    foreign_keys: 1,
    trusted_schema: 0,
  };
  for (const [name, value] of Object.entries(expected)) {
    const actual = db.pragma(name, { simple: true });
    if (actual !== value) throw new Error(`PRAGMA ${name} is ${String(actual)}, not ${value}`);
  }
}

/** Brings the schema up to date, each step in a transaction of its own, after a snapshot of what was there. */
function migrate(db: WriteDb, file: string, migrations: readonly string[]): void {
  const found = db.pragma('user_version', { simple: true }) as number;
  if (found > migrations.length)
    throw new AppError('store.newer-schema', { file, found, known: migrations.length });
  registerMigrationFunctions(db);
  if (found > 0 && found < migrations.length) snapshot(db, `${file}.before-${found + 1}`);
  for (let version = found; version < migrations.length; version += 1) {
    db.transaction(() => {
      db.exec(migrations[version]!);
      db.pragma(`user_version = ${version + 1}`);
    })();
  }
}

/** Copies the database whole or not at all; one that an interrupted attempt left is written anew. */
function snapshot(db: WriteDb, target: string): void {
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  db.prepare('VACUUM INTO ?').run(partial);
  const handle = openSync(partial, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(partial, target);
}

function translated(error: unknown, file: string): unknown {
  const { code = '' } = error as { code?: string };
  return code.startsWith('SQLITE_BUSY')
    ? new AppError('store.locked', { file, who: '?', since: '?' }, { cause: error })
    : asExpected(error, file);
}
