import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import Database from 'better-sqlite3';
import { PROJECT_FILE } from '../../src/main/store/project-store.ts';

/** What tells when and by whom something was done, and not what the project holds. */
const TIMES = new Set(['job', 'audit', 'meta', 'sqlite_sequence']);
/** Columns that tell the same of a row. */
const WHEN = { ended_at: undefined, created_at: undefined, seconds: undefined };

/**
 * All that a closed project holds, in an order of its own: every row of every table but those of times, and the names of
 * its pictures. Two projects with equal dumps are equal for whoever works with them.
 */
export function projectDump(dir: string): { tables: Record<string, unknown[]>; files: string[] } {
  const db = new Database(join(dir, PROJECT_FILE), { readonly: true });
  const names = db
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'caption_%' ORDER BY name",
    )
    .pluck()
    .all() as string[];
  const tables = Object.fromEntries(
    names
      .filter((name) => !TIMES.has(name))
      .map((name) => [
        name,
        db
          .prepare(`SELECT * FROM "${name}"`)
          .all()
          .map((row) => JSON.stringify({ ...(row as object), ...WHEN }))
          .toSorted(),
      ]),
  );
  tables['caption_vocabulary'] = db
    .prepare('SELECT term, doc FROM caption_vocabulary ORDER BY term')
    .all() as never;
  db.close();
  const files = readdirSync(join(dir, 'blobs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)))
    .toSorted();
  return { tables, files };
}
