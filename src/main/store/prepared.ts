import type { Statement } from 'better-sqlite3';
import type { ReadDb } from './database.ts';

/** Filters make texts of their own, so there is no end to them in principle. */
const MAX_STATEMENTS = 256;

const compiled = new WeakMap<ReadDb, Map<string, Statement>>();

/**
 * The statement of this text, compiled once for a connection: compiling costs more than running where a million rows go in
 * or a decision is waited for. Never for `iterate`, which holds a statement while it is being walked; and whoever plucks
 * one plucks it at every call.
 */
export function prepared(db: ReadDb, sql: string): Statement {
  let statements = compiled.get(db);
  if (!statements) compiled.set(db, (statements = new Map()));
  let statement = statements.get(sql);
  if (statement) return statement;
  if (statements.size >= MAX_STATEMENTS) statements.clear();
  statement = db.prepare(sql);
  statements.set(sql, statement);
  return statement;
}
