import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../shared/contract/app-error.ts';
import { type AuditEntry, type AuditHead, appendAudit, auditHead } from './audit-log.ts';
import { BlobStore } from './blob-store.ts';
import { type WriteDb, openDatabase, transact } from './database.ts';
import { DecisionStore } from './decision-store.ts';
import { DerivationStore } from './derivation-store.ts';
import { JobStore } from './job-store.ts';
import { PROJECT_FILE } from './project-files.ts';
import { PairStore } from './pair-store.ts';
import { SliceReader } from './slice-reader.ts';
import { SliceStore } from './slice-store.ts';
import type { Check } from '../../shared/contract/verify.ts';
import { verifyDatabase } from './verify.ts';
import { VolumeStore } from './volume-store.ts';

export { PROJECT_FILE };
const HOLDER_FILE = 'in-use.json';

/** One open project: its database, pictures and logs. Close it, or the next opener is turned away. */
export class ProjectStore {
  readonly dir: string;
  readonly slices: SliceStore;
  readonly sliceReader: SliceReader;
  readonly volumes: VolumeStore;
  readonly pairs: PairStore;
  readonly decisions: DecisionStore;
  readonly derivations: DerivationStore;
  readonly jobs: JobStore;
  readonly blobs: BlobStore;
  private readonly db: WriteDb;

  constructor(dir: string, db: WriteDb) {
    this.dir = dir;
    this.db = db;
    this.slices = new SliceStore(db);
    this.sliceReader = new SliceReader(db);
    this.volumes = new VolumeStore(db);
    this.pairs = new PairStore(db);
    this.decisions = new DecisionStore(db);
    this.derivations = new DerivationStore(db);
    this.jobs = new JobStore(db);
    this.blobs = new BlobStore(join(dir, 'blobs'));
  }

  meta(key: string): string | undefined {
    return this.db.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(key) as string | undefined;
  }

  /** Sets a value of the project and records who did it. */
  setMeta(key: string, value: string, by: { readonly at: string; readonly actor: string }): void {
    transact(this.db, () => {
      this.db
        .prepare(
          'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
        )
        .run(key, value);
      appendAudit(this.db, { ...by, action: 'project.set', detail: { key, value } });
    });
  }

  /** Records something that happened outside a decision: an import, an export. */
  audit(entry: AuditEntry): AuditHead {
    return transact(this.db, () => appendAudit(this.db, entry));
  }

  auditHead(): AuditHead {
    return auditHead(this.db);
  }

  /** Looks over the open project: schema, integrity, chain, log against standing, counters. */
  verify(): Check[] {
    return verifyDatabase(this.db);
  }

  /** Folder for decoded volumes; may be emptied at any time. */
  get volumeCacheDir(): string {
    return join(this.dir, 'cache', 'volumes');
  }

  close(): void {
    this.db.close();
    rmSync(join(this.dir, HOLDER_FILE), { force: true });
  }
}

export interface Opening {
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** Makes a new project in an empty or new folder and opens it. @throws AppError store.already-a-project */
export function createProject(dir: string, name: string, opening: Opening): ProjectStore {
  mkdirSync(dir, { recursive: true });
  if (existsSync(join(dir, PROJECT_FILE))) throw new AppError('store.already-a-project', { dir });
  const store = open(dir, { create: true, ...opening });
  store.setMeta('name', name, { at: opening.at, actor: userInfo().username });
  return store;
}

/** @throws AppError store.not-a-project, store.locked (with the holder's name), store.damaged, store.newer-schema */
export function openProject(dir: string, opening: Opening): ProjectStore {
  if (!existsSync(join(dir, PROJECT_FILE))) throw new AppError('store.not-a-project', { dir });
  return open(dir, { create: false, ...opening });
}

function open(dir: string, { create, at }: { create: boolean; at: string }): ProjectStore {
  const file = join(dir, PROJECT_FILE);
  let db: WriteDb;
  try {
    db = openDatabase(file, { create });
  } catch (error) {
    // The database itself is the lock; the file beside it only says who holds it, and a stale one locks nobody out.
    if (error instanceof AppError && error.code === 'store.locked')
      throw new AppError('store.locked', { file, ...holderOf(dir) }, { cause: error });
    throw error;
  }
  const holder = { who: `${userInfo().username}@${hostname()}`, since: at, pid: process.pid };
  writeFileSync(join(dir, HOLDER_FILE), JSON.stringify(holder));
  return new ProjectStore(dir, db);
}

interface Holder {
  readonly who: string;
  readonly since: string;
  readonly pid: number;
}

function holderOf(dir: string): Pick<Holder, 'who' | 'since'> {
  const { who, since } = readHolder(dir) ?? { who: '?', since: '?' };
  return { who, since };
}

/** Whoever says to have the project open, as far as can be told without opening it; undefined for this program itself. */
export function holderElsewhere(dir: string): Pick<Holder, 'who' | 'since'> | null {
  const holder = readHolder(dir);
  if (!holder || holder.pid === process.pid) return null;
  const isOurMachine = holder.who.endsWith(`@${hostname()}`);
  return isOurMachine && !isAlive(holder.pid) ? null : { who: holder.who, since: holder.since };
}

function readHolder(dir: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(join(dir, HOLDER_FILE), 'utf8')) as Holder;
  } catch {
    // Being written right now, or gone: the lock on the database is what holds.
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // No right to signal it means that it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
