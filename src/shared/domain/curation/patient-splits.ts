import type { SnapshotSplit } from './snapshot.ts';

/** Patients that somebody named for a split. */
export type NamedPatients = Readonly<Record<'val' | 'gold', readonly string[]>>;

export interface SplitRules {
  /** Splits of the snapshot before: whoever has one keeps it, so that what has trained a model never judges its successor. */
  readonly known: Readonly<Record<string, SnapshotSplit>>;
  readonly named: NamedPatients;
  /** Of a patient that nobody has seen or named. */
  readonly assign: (patient: string) => SnapshotSplit;
}

export type SplitResult =
  | { readonly ok: true; readonly patients: Record<string, SnapshotSplit> }
  /** A patient that was named for a split has another already. */
  | {
      readonly ok: false;
      readonly patient: string;
      readonly has: SnapshotSplit;
      readonly wanted: SnapshotSplit;
    };

/**
 * One split for each patient, so that all slices of a patient go together. A split once given stays: by the snapshot before,
 * then by name, then by the rule for new ones. Patients that are gone stay on the list, in case they come back.
 */
export function splitPatients(patients: Iterable<string>, { known, named, assign }: SplitRules): SplitResult {
  const splits = new Map(Object.entries(known));
  for (const wanted of ['gold', 'val'] as const)
    for (const patient of named[wanted]) {
      const has = splits.get(patient);
      if (has !== undefined && has !== wanted) return { ok: false, patient, has, wanted };
      splits.set(patient, wanted);
    }
  for (const patient of patients) if (!splits.has(patient)) splits.set(patient, assign(patient));
  return {
    ok: true,
    patients: Object.fromEntries([...splits].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}
