import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { MIGRATIONS } from '../../src/main/store/migrations/index.ts';
import type { ProjectStore } from '../../src/main/store/project-store.ts';

/** Projects as each version of the schema wrote them, with what was in them; see CONTRIBUTING.md. */
export const fixtureDir = join(import.meta.dirname, '..', 'fixtures', 'schema');

export const migrationHash = (version: number): string =>
  createHash('sha256')
    .update(MIGRATIONS[version - 1]!)
    .digest('hex');

/** What a fixture holds, in terms that outlive any schema. */
export interface SchemaFacts {
  /** Of the migration that leads to this version; one that was published is never changed. */
  readonly migrationSha256: string;
  readonly pairs: readonly unknown[];
  readonly slices: readonly unknown[];
  readonly decisions: readonly unknown[];
  readonly suggestions?: readonly unknown[];
  readonly proposals?: readonly unknown[];
  readonly stages?: readonly unknown[];
  readonly registry?: readonly unknown[];
  readonly reviewer: string | undefined;
  readonly auditHead: unknown;
}

/** Reads those facts from an open project by today's code. */
export function factsOf(store: ProjectStore): Omit<SchemaFacts, 'migrationSha256'> {
  const slices = [...store.sliceReader.all()];
  const suggestions = slices.flatMap(({ sliceId }) => store.suggestions.newest(sliceId) ?? []);
  const proposals = slices
    .flatMap(({ sliceId }) => store.pairs.ofSlice(sliceId))
    .flatMap(({ pairId }) => store.proposals.of(pairId) ?? []);
  const stages = store.stages.runsOf('study');
  const registry = store.registry.entries();
  return plain({
    slices: slices.map((slice) => ({
      ...slice,
      captions: store.sliceReader.captions(slice.sliceId),
      omissions: store.sliceReader.omissions(slice.sliceId),
      volume: slice.volumeId === null ? null : store.volumes.get(slice.volumeId),
    })),
    pairs: slices.flatMap(({ sliceId }) => store.pairs.ofSlice(sliceId)),
    decisions: store.decisions.recent(1000),
    // Versions before suggestions have none, and say nothing of them.
    ...(suggestions.length > 0 && { suggestions }),
    ...(proposals.length > 0 && { proposals }),
    ...(stages.length > 0 && { stages }),
    ...(registry.length > 0 && { registry }),
    reviewer: store.meta('reviewer'),
    auditHead: store.auditHead(),
  });
}

/** As it comes back from a JSON file. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
