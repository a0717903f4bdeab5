import type { Version } from '../../../shared/contract/registry.ts';

export interface PlacedModel {
  readonly version: Version;
  /** By the time that it was made, from 0. */
  readonly column: number;
  /** Those that were started from each other share one, as far as they do not branch. */
  readonly lane: number;
}

export interface LineagePlan {
  readonly models: readonly PlacedModel[];
  readonly lanes: number;
  /** Snapshots in the order of the first model that learned from them, under its column. */
  readonly snapshots: readonly {
    readonly id: string;
    readonly column: number;
    readonly models: readonly string[];
  }[];
  /** Ids of parent and child. */
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

/** Where each model stands in the drawing of who comes from whom: time goes to the right, a branch takes a lane of its own. */
export function lineagePlan(versions: readonly Version[]): LineagePlan {
  const byTime = versions.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  const laneOf = new Map<string, number>();
  const goneOn = new Set<string>();
  let lanes = 0;
  const models = byTime.map((version, column): PlacedModel => {
    const { parent } = version.lineage;
    const known = parent !== null && !goneOn.has(parent) ? laneOf.get(parent) : undefined;
    if (parent !== null && known !== undefined) goneOn.add(parent);
    const lane = known ?? lanes++;
    laneOf.set(version.id, lane);
    return { version, column, lane };
  });
  return { models, lanes, snapshots: snapshotsOf(models), edges: edgesOf(models) };
}

function snapshotsOf(models: readonly PlacedModel[]): LineagePlan['snapshots'] {
  const found = new Map<string, { column: number; models: string[] }>();
  for (const { version, column } of models)
    for (const id of version.lineage.snapshots) {
      const known = found.get(id) ?? { column, models: [] };
      known.models.push(version.id);
      found.set(id, known);
    }
  // Two that begin with the same model stand side by side.
  const taken = new Set<number>();
  return [...found].map(([id, one]) => {
    let { column } = one;
    while (taken.has(column)) column += 1;
    taken.add(column);
    return { id, column, models: one.models };
  });
}

function edgesOf(models: readonly PlacedModel[]): LineagePlan['edges'] {
  const ids = new Set(models.map(({ version }) => version.id));
  return models.flatMap(({ version: { id, lineage } }) =>
    lineage.parent !== null && ids.has(lineage.parent) ? [{ from: lineage.parent, to: id }] : [],
  );
}
