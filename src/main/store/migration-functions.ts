import type Database from 'better-sqlite3';
import { labelsOf, searchWords } from './search-words.ts';

/** Gives a connection the functions that migrations call: what is kept folded or hashed cannot be made again by SQL alone. */
export function registerMigrationFunctions(db: Database.Database): void {
  db.function(
    'search_words',
    { deterministic: true, directOnly: true },
    (texts: unknown, classIds: unknown) =>
      searchWords([
        ...(JSON.parse(String(texts)) as string[]),
        ...labelsOf(JSON.parse(String(classIds)) as number[]),
      ]).join(' '),
  );
}
