import { openDatabase } from '../../src/main/store/database.ts';
import { MIGRATIONS } from '../../src/main/store/migrations/index.ts';

/** Forty further steps of a schema that exists for tests alone; each leaves a table with a row for every slice. */
export const TEST_MIGRATIONS: readonly string[] = [
  ...MIGRATIONS,
  ...Array.from(
    { length: 40 },
    (_, n) => `CREATE TABLE step_${n} (n INTEGER) STRICT; INSERT INTO step_${n} SELECT slice_id FROM slice;`,
  ),
];

// Run as a program, it migrates the database named on the command line, made to be killed on the way.
if (process.argv[1] === import.meta.filename) {
  process.stdout.write('begun\n');
  openDatabase(process.argv[2]!, { create: false, migrations: TEST_MIGRATIONS }).close();
  process.stdout.write('done\n');
}
