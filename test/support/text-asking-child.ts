import { openProject } from '../../src/main/store/project-store.ts';
import { textServices } from './text-project.ts';

/**
 * Opens a project, takes up the text jobs that its last session left unfinished, or begins one, and says "done" when it has ended;
 * made to be killed before.
 *
 * Arguments: project folder, address of the server, task.
 */
const [dir, url, task] = process.argv.slice(2) as [string, string, 'mentions' | 'rewriting'];
const store = openProject(dir, { at: '' });
const { jobs, texts } = textServices(store, url, { concurrency: 6 });
jobs.resumeInterrupted();
const { status, error } = await jobs.finished(texts.start(task).jobId);
await jobs.close();
store.close();
process.stdout.write(`${status} ${JSON.stringify(error)}\n`);
