import type { WriteDb } from './database.ts';

/** Inserts a row given as column → value. Column names come from this room's own code, never from outside. */
export function insertRow(
  db: WriteDb,
  table: string,
  row: Readonly<Record<string, string | number | null>>,
): number {
  const columns = Object.keys(row);
  const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`;
  return Number(db.prepare(sql).run(row).lastInsertRowid);
}
