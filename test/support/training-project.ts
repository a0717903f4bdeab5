import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { createBatch } from '../../src/main/app/batch.ts';
import { type Machine, createMachine } from '../../src/main/app/machine.ts';
import { type Session, type SessionDeps, createSession } from '../../src/main/app/session.ts';
import { newId, nodeChildHost, systemClock } from '../../src/main/ports/node.ts';
import { openProject } from '../../src/main/store/project-store.ts';
import { SNAPSHOT_DEFAULTS } from '../../src/shared/contract/snapshots.ts';
import { TRAINING_DEFAULTS, type TrainingSettings } from '../../src/shared/contract/training.ts';
import { writeStudy } from './study-folder.ts';
import { TINY_RADGROUNDER } from './tiny-radgrounder.ts';
import { verdictOn } from './verdict.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Short runs with the real head: a second or so each. */
export const SHORT: TrainingSettings = {
  ...TRAINING_DEFAULTS,
  steps: 12,
  batch: 4,
  warmUp: 2,
  evaluateEvery: 4,
  patience: 50,
};

export interface TrainingProject {
  readonly machine: Machine;
  readonly session: Session;
  readonly snapshotId: string;
  readonly dir: string;
  close(): Promise<void>;
}

/** Two that train, one for validation, and one that is gold. */
const FOUR = ['CT', 'MR', 'CT', 'CT'] as const;

/** What a test gives a session in the place of what the program does. */
export interface Wired extends Pick<SessionDeps, 'currentHead'> {
  readonly publish?: SessionDeps['events']['publish'];
}

/**
 * A project of small patients in which everything was accepted, the third one for validation, those after it gold; and its snapshot.
 */
export async function trainingProject(
  root: string,
  { modalities = FOUR, ...wired }: Wired & { readonly modalities?: readonly ('CT' | 'MR')[] } = {},
): Promise<TrainingProject> {
  await cp(TINY_RADGROUNDER, join(root, 'resources', 'models', 'tiny'), { recursive: true });
  for (const [n, modality] of modalities.entries())
    await writeStudy(join(root, 'in'), `S${n + 1}`, { modality, captions: 12 });
  const dir = join(root, 'project');
  const ports = portsOf(root);
  const batch = createBatch(ports);
  await batch.importPaths({ paths: [join(root, 'in')], project: dir, onProgress: () => undefined });
  await batch.stop();
  const opened = openTraining(root, dir, wired);
  opened.session.review.setReviewer('E. Tester');
  acceptAll(opened.session);
  const patients = [...opened.session.store.sliceReader.all()].map(({ patient }) => patient);
  const [, , val, ...gold] = [...new Set(patients)];
  const { id } = await opened.session.snapshots.create({
    settings: { ...SNAPSHOT_DEFAULTS, split: { train: 1, val: 0, gold: 0 } },
    named: { val: [val!], gold },
  });
  return { ...opened, snapshotId: id, dir };
}

/** The services of a project, as a program has them that was started anew. */
export function openTraining(
  root: string,
  dir: string,
  { publish = () => undefined, ...given }: Wired = {},
): Pick<TrainingProject, 'machine' | 'session' | 'close'> {
  const ports = portsOf(root);
  const machine = createMachine(ports, 'en');
  const store = openProject(dir, { at: '' });
  const session = createSession(store, {
    ports,
    machine,
    events: { publish },
    version: '0',
    ...given,
  });
  const close = async (): Promise<void> => {
    await session.close();
    machine.close();
  };
  return { machine, session, close };
}

export function portsOf(root: string) {
  const paths = { dataDir: join(root, 'home'), rendererDir: '', resourcesDir: join(root, 'resources') };
  return { clock: systemClock, log, newId, children: nodeChildHost(), paths };
}

function acceptAll({ review }: Session): void {
  const { items } = review.queue({ filter: {}, order: { by: 'suspicion' }, cursor: null, limit: 200 });
  for (const { pairId } of items) review.decide(verdictOn(review.pair(pairId)));
}
