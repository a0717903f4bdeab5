import { resolve } from 'node:path';
import type { CreateSnapshot } from '../services/snapshots/index.ts';
import type { OpenProjects } from './open-projects.ts';
import type { Session } from './session.ts';

/** Snapshots by the command line. */
export function createSnapshotsBatch(projects: OpenProjects) {
  const within = <T>(project: string, work: (service: Session['snapshots']) => Promise<T>): Promise<T> =>
    projects.with(resolve(project), { create: false, onProgress: () => undefined }, ({ snapshots }) =>
      work(snapshots),
    );
  return {
    /** @throws AppError snapshots.*, store.* */
    create: (project: string, input: CreateSnapshot) => within(project, (service) => service.create(input)),
    list: (project: string) => within(project, (service) => service.list()),
    /** @throws AppError snapshots.*, store.* */
    show: (project: string, reference: string) => within(project, (service) => service.show(reference)),
    /** @throws AppError snapshots.*, store.* */
    compare: (project: string, first: string, second: string) =>
      within(project, (service) => service.compare(first, second)),
  };
}
