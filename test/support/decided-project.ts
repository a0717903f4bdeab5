import { join } from 'node:path';
import { createBatch } from '../../src/main/app/batch.ts';
import type { BatchPorts } from '../../src/main/app/open-projects.ts';
import { createMachine } from '../../src/main/app/machine.ts';
import { type Session, createSession } from '../../src/main/app/session.ts';
import { openProject } from '../../src/main/store/project-store.ts';
import { writeStudy } from './study-folder.ts';
import { verdictOn } from './verdict.ts';

/** A project of one small study whose pairs are all accepted, open. */
export async function decidedProject(
  root: string,
  ports: BatchPorts,
): Promise<{ session: Session; project: string; close: () => Promise<void> }> {
  await writeStudy(join(root, 'in'), 'S1', { modality: 'CT', captions: 8 });
  const project = join(root, 'project');
  const batch = createBatch(ports);
  await batch.importPaths({ paths: [join(root, 'in')], project, onProgress: () => undefined });
  await batch.stop();
  const machine = createMachine(ports, 'en');
  const store = openProject(project, { at: '' });
  const session = createSession(store, { ports, machine, events: { publish: () => undefined } });
  session.review.setReviewer('E. Tester');
  const { items } = session.review.queue({
    filter: {},
    order: { by: 'suspicion' },
    cursor: null,
    limit: 200,
  });
  for (const { pairId } of items) session.review.decide(verdictOn(session.review.pair(pairId)));
  return {
    session,
    project,
    close: async () => {
      await session.close();
      machine.close();
    },
  };
}
