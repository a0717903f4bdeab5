import type { WriteDb } from './database.ts';
import { prepared } from './prepared.ts';

/** Inserts a row given as column → value. Column names come from this room's own code, never from outside. */
export function insertRow(
  db: WriteDb,
  table: string,
  row: Readonly<Record<string, string | number | null>>,
): number {
  const columns = Object.keys(row);
  const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`;
  return Number(prepared(db, sql).run(row).lastInsertRowid);
}
