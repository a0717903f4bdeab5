import { noPaths } from './no-paths.ts';
import { createBatch } from '../../src/main/app/batch.ts';
import { newId, nodeChildHost, systemClock } from '../../src/main/ports/node.ts';

/**
 * Imports a folder into a project as the command line does, and says "begun" and "done"; made to be killed in between.
 *
 * Arguments: project folder, folder to import.
 */
const [project, folder] = process.argv.slice(2) as [string, string];
const log = {
  info: () => undefined,
  warn: () => undefined,
  error: (message: string) => void process.stderr.write(message),
};
const batch = createBatch({ clock: systemClock, log, newId, children: nodeChildHost(), paths: noPaths });
process.stdout.write('begun\n');
const { slices, pairs, problems } = await batch.importPaths({
  paths: [folder],
  project,
  onProgress: () => undefined,
});
process.stdout.write(
  `done ${JSON.stringify({ slices, pairs, problems: problems.map(({ code }) => code) })}\n`,
);
