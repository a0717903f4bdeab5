import { AppError } from '../../../shared/contract/app-error.ts';
import type { Snapshot } from '../../../shared/domain/curation/snapshot.ts';
import { leaked } from '../../../shared/domain/promotion/leaks.ts';
import type { ModelKind } from '../../../shared/domain/promotion/registry-entry.ts';
import type { RegistryDeps } from './deps.ts';

export interface Ancestor {
  readonly id: string;
  /** Snapshots that it learned from. */
  readonly snapshots: readonly string[];
  /** Pack whose frozen encoder a head looks through; null for a pack itself. */
  readonly encoder: string | null;
}

type Deps = Pick<RegistryDeps, 'store' | 'training' | 'snapshots'>;
interface Model {
  readonly kind: ModelKind;
  readonly id: string;
}

const SHORT = 12;

/**
 * A model and all that it was started from, itself first.
 *
 * A pack that was never registered has no lineage here: what came with the program or was added by hand has learned nothing from this
 * project's snapshots, as far as anybody told.
 *
 * @throws AppError registry.lineage-broken where an ancestor is not there any more
 */
export async function descentOf(model: Model, deps: Deps): Promise<Ancestor[]> {
  const descent: Ancestor[] = [];
  for (let id: string | null = model.id; id !== null;) {
    const found: (Ancestor & { readonly parent: string | null }) | null = await stepOf(
      { kind: model.kind, id },
      deps,
    );
    if (!found || descent.some((known) => known.id === id))
      throw new AppError('registry.lineage-broken', {
        model: model.id.slice(0, SHORT),
        missing: id.slice(0, SHORT),
      });
    descent.push(found);
    id = found.parent;
  }
  return descent;
}

async function stepOf({ kind, id }: Model, { store, training }: Deps) {
  if (kind === 'head') {
    const head = await training.candidate(id).catch(expected);
    if (!head) return null;
    const { snapshot, parent, encoder } = head.lineage;
    return { id, snapshots: [snapshot.id], parent, encoder: encoder.packId };
  }
  const lineages = store.registry.entries({ kind, modelId: id }).flatMap(({ lineage }) => lineage ?? []);
  const snapshots = [...new Set(lineages.flatMap((lineage) => lineage.snapshots))];
  return { id, snapshots, parent: lineages[0]?.parent ?? null, encoder: null };
}

function expected(error: unknown): null {
  if (error instanceof AppError) return null;
  throw error;
}

/**
 * That nothing in a model's descent has learned from the patients that judge it: neither itself nor what it was started from, nor the
 * packs whose encoders its heads look through.
 *
 * @returns whether anybody told what the model has learned from
 * @throws AppError registry.leak, registry.lineage-broken
 */
export async function assertNoLeak(model: Model, gold: Snapshot, deps: Deps): Promise<boolean> {
  const descent = await descentOf(model, deps);
  const encoders = new Set(descent.flatMap(({ encoder }) => encoder ?? []));
  const behind = await Promise.all([...encoders].map((id) => descentOf({ kind: 'pack', id }, deps)));
  const all = [...descent, ...behind.flat()];
  for (const id of new Set(all.flatMap(({ snapshots }) => snapshots)))
    await assertTaughtNone(id, { model, gold }, deps);
  return descent[0]!.snapshots.length > 0;
}

async function assertTaughtNone(
  id: string,
  { model, gold }: { readonly model: Model; readonly gold: Snapshot },
  deps: Deps,
): Promise<void> {
  const [short, missing] = [model.id.slice(0, SHORT), id.slice(0, SHORT)];
  const opened = await deps.snapshots.open(id).catch(expected);
  if (!opened) throw new AppError('registry.lineage-broken', { model: short, missing });
  const found = leaked(gold, [opened.snapshot]);
  if (found.length === 0) return;
  throw new AppError('registry.leak', {
    model: short,
    count: found.length,
    patient: found[0]!,
    snapshot: missing,
  });
}
