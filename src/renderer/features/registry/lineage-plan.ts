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
  const parents = new Set(byTime.map(({ lineage }) => lineage.parent));
  const laneOf = new Map<string, number>();
  /** The model that stands last in each lane. */
  const lanes: string[] = [];
  const models = byTime.map((version, column): PlacedModel => {
    const { parent } = version.lineage;
    const goesOn = parent === null ? -1 : lanes.indexOf(parent);
    // A lane whose last model goes no further may be taken by another line; a branch keeps away from its parent's.
    const isFree = (last: string, lane: number): boolean =>
      !parents.has(last) && lane !== laneOf.get(parent!);
    const free = lanes.findIndex(isFree);
    const lane = goesOn >= 0 ? goesOn : free >= 0 ? free : lanes.length;
    lanes[lane] = version.id;
    laneOf.set(version.id, lane);
    return { version, column, lane };
  });
  return { models, lanes: lanes.length, snapshots: snapshotsOf(models), edges: edgesOf(models) };
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
