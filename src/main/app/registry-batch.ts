import { resolve } from 'node:path';
import { AppError } from '../../shared/contract/app-error.ts';
import type { ModelRef, RegistryEvent, RegistryList, VersionDetail } from '../../shared/contract/registry.ts';
import type { ModelKind } from '../../shared/domain/promotion/registry-entry.ts';
import type { OnProgress, OpenProjects } from './open-projects.ts';
import type { Session } from './session.ts';
import { done } from './wait-for-job.ts';

export interface RegistryRequest {
  readonly project: string;
  /** First characters of a model's id, of whichever kind. */
  readonly model: string;
}

const quiet = (): void => undefined;

/** Champions and challengers by the command line. */
export function createRegistryBatch(projects: OpenProjects) {
  const within = <T>(
    project: string,
    work: (session: Session) => Promise<T>,
    onProgress: OnProgress = quiet,
  ) => projects.with(resolve(project), { create: false, onProgress }, work);
  return {
    list: (project: string): Promise<RegistryList> => within(project, ({ registry }) => registry.list()),

    /** The newest first. */
    history: (project: string): Promise<RegistryEvent[]> =>
      within(project, ({ registry }) => Promise.resolve(registry.history())),

    /** @throws AppError registry.unknown */
    show: ({ project, model }: RegistryRequest): Promise<VersionDetail> =>
      within(project, async ({ registry }) => registry.show(await referenceOf(registry, model))),

    /** @throws AppError registry.*, evaluation.*, training.*, models.*, compute.*, store.* */
    judge: ({
      project,
      model,
      onProgress,
    }: RegistryRequest & { onProgress: OnProgress }): Promise<VersionDetail> =>
      within(
        project,
        async (session) => {
          const reference = await referenceOf(session.registry, model);
          const { jobId } = session.registry.judge(reference);
          await done(session, jobId);
          return session.registry.show(reference);
        },
        onProgress,
      ),

    /** @throws AppError registry.*, store.* */
    promote: ({ project, model, reason }: RegistryRequest & { reason: string }): Promise<RegistryEvent> =>
      within(project, async ({ registry, review }) =>
        registry.promote(await referenceOf(registry, model), byOf(review, reason)),
      ),

    /** @throws AppError registry.nothing-to-roll-back, registry.model-gone, store.* */
    rollBack: ({
      project,
      kind,
      reason,
    }: {
      project: string;
      kind: ModelKind;
      reason: string;
    }): Promise<RegistryEvent> =>
      within(project, ({ registry, review }) => registry.rollBack(kind, byOf(review, reason))),
  };
}

const byOf = (review: Session['review'], reason: string) => ({
  actor: review.reviewer() ?? 'unknown',
  reason,
});

async function referenceOf(registry: Session['registry'], model: string): Promise<ModelRef> {
  const { versions } = await registry.list();
  const found = versions.filter(
    ({ id }) => model.length >= MIN_CHARACTERS && id.startsWith(model.toLowerCase()),
  );
  if (found.length !== 1) throw new AppError('registry.unknown', { model });
  const { kind, id } = found[0]!;
  return { kind, id };
}

/** Fewer are too easily those of another model. */
const MIN_CHARACTERS = 4;
