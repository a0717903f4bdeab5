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
    /** @param input.named Null: whom the first snapshot of a small project needs @throws AppError snapshots.*, store.* */
    create: (
      project: string,
      {
        settings,
        named,
      }: Pick<CreateSnapshot, 'settings'> & { readonly named: CreateSnapshot['named'] | null },
    ) =>
      within(project, async (service) =>
        service.create({ settings, named: named ?? (await service.namesForFirst(settings)) }),
      ),
    list: (project: string) => within(project, (service) => service.list()),
    /** @throws AppError snapshots.*, store.* */
    show: (project: string, reference: string) => within(project, (service) => service.show(reference)),
    /** @throws AppError snapshots.*, store.* */
    compare: (project: string, first: string, second: string) =>
      within(project, (service) => service.compare(first, second)),
  };
}
