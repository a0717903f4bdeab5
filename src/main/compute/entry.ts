import { connectToParent } from '../ports/parent.ts';
import { Worker } from './worker.ts';

/**
 * The process that runs models. It may crash in native code, run out of memory or be killed: one job has failed then, not the
 * application. It knows no project and no store, and reads only packs that were checked and files that it is told.
 */
const parent = connectToParent();
const worker = new Worker((reply) => parent.send(reply));
parent.onMessage((message) => void worker.receive(message));
