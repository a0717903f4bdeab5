import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../shared/contract/app-error.ts';
import { type WriteDb, openDatabase } from './database.ts';
import { PROJECT_FILE } from './project-files.ts';

const HOLDER_FILE = 'in-use.json';

/** Who has a project open. The database itself is the lock; this file only says whose it is, and a stale one locks nobody out. */
interface Holder {
  /** user@machine */
  readonly who: string;
  /** ISO 8601 UTC. */
  readonly since: string;
  readonly pid: number;
}

export function claim(dir: string, since: string): void {
  const holder: Holder = { who: `${userName()}@${hostname()}`, since, pid: process.pid };
  writeFileSync(join(dir, HOLDER_FILE), JSON.stringify(holder));
}

export function release(dir: string): void {
  rmSync(join(dir, HOLDER_FILE), { force: true });
}

/**
 * Opens a project's database alone.
 *
 * @throws AppError as `openDatabase`, with the name of whoever has the project open
 */
export function openNamingHolder(dir: string, options: { readonly create: boolean }): WriteDb {
  const file = join(dir, PROJECT_FILE);
  try {
    return openDatabase(file, options);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'store.locked') throw error;
    const { who, since } = readHolder(dir) ?? { who: '?', since: '?' };
    throw new AppError('store.locked', { file, who, since }, { cause: error });
  }
}

/** Whoever says to have the project open, as far as can be told without opening it; null for this program itself. */
export function holderElsewhere(dir: string): Pick<Holder, 'who' | 'since'> | null {
  const holder = readHolder(dir);
  if (!holder || holder.pid === process.pid) return null;
  const isOurMachine = holder.who.endsWith(`@${hostname()}`);
  return isOurMachine && !isAlive(holder.pid) ? null : { who: holder.who, since: holder.since };
}

/** Name of the person by the system; accounts without one (in containers) have a number. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? '?'}`;
  }
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
