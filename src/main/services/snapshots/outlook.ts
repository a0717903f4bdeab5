import type { SnapshotOutlook, SnapshotSummary } from '../../../shared/contract/snapshots.ts';
import { type Snapshot, type SnapshotSplit, countsOf } from '../../../shared/domain/curation/snapshot.ts';
import { suggestNamed } from '../../../shared/domain/curation/suggest-named.ts';
import type { PatientCount } from '../../store/pair-store.ts';
import { LEAST_BOXES, boxesBySplit, boxesMissing } from '../../../shared/domain/training/enough.ts';

/** So many patients are named to a person; all are counted. */
const MOST_NAMES = 200;
/** In a project of more patients than these, chance leaves no split empty. */
const FEW_PATIENTS = 20;

type Splits = Readonly<Record<string, SnapshotSplit>>;

/**
 * @param found Patients with pairs that can be learned, in the order of their names
 * @param splits Of all of them
 * @param known Of those that an earlier snapshot has seen
 */
export function outlookOf(found: readonly PatientCount[], splits: Splits, known: Splits): SnapshotOutlook {
  const patients = [...Map.groupBy(found, ({ patient }) => patient)].map(([patient, rows]) => ({
    patient,
    split: splits[patient]!,
    isFixed: Object.hasOwn(known, patient),
    boxes: rows.reduce((sum, { n }) => sum + n, 0),
    modalities: rows.map(({ modality }) => modality),
  }));
  const boxes = { train: 0, val: 0, gold: 0 };
  for (const { split, boxes: own } of patients) boxes[split] += own;
  return {
    patients: patients.slice(0, MOST_NAMES),
    patientCount: patients.length,
    boxes,
    missing: boxesMissing(boxes),
    suggested:
      patients.length <= FEW_PATIENTS ? suggestNamed(patients, LEAST_BOXES.val) : { gold: [], val: [] },
  };
}

/** What a snapshot holds, in numbers. */
export function summaryOf(id: string, createdAt: string, snapshot: Snapshot): SnapshotSummary {
  const { auditHead, leftOut, settings, slices, twins = {} } = snapshot;
  const boxes = boxesBySplit(snapshot);
  const counts = countsOf(snapshot);
  const inSplit = (split: SnapshotSplit): { count: number; names: string[] } => {
    const names = new Set(slices.filter((slice) => slice.split === split).map(({ patient }) => patient));
    return { count: names.size, names: [...names].toSorted().slice(0, MOST_NAMES) };
  };
  return {
    id,
    createdAt,
    auditHead,
    settings: { ...settings, languages: [...settings.languages] },
    counts: {
      ...counts,
      byState: { ...counts.byState },
      byClass: { ...counts.byClass },
      byModality: { ...counts.byModality },
      byLanguage: { ...counts.byLanguage },
      byReviewer: { ...counts.byReviewer },
    },
    leftOut: { ...leftOut },
    twins: Object.entries(twins)
      .map(([patient, of]) => ({ patient, of }))
      .slice(0, MOST_NAMES),
    boxes,
    missing: boxesMissing(boxes),
    patients: { train: inSplit('train'), val: inSplit('val'), gold: inSplit('gold') },
  };
}
