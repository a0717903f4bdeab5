import type { Modality } from '../anatomy/classes.ts';
import type { NamedPatients } from './patient-splits.ts';

export interface PatientBoxes {
  readonly patient: string;
  readonly boxes: number;
  readonly modalities: readonly Modality[];
  /** Whether an earlier snapshot has given it a split. */
  readonly isFixed: boolean;
}

/**
 * Whom to name for gold and for validation in a project of so few patients that chance would leave one of them empty. Gold has to
 * judge every modality, so it is one of those with the most; else those with the fewest boxes that are enough, so that most are left to
 * train on. Nobody where there are fewer than three to choose from.
 *
 * @param least Boxes that a split needs
 */
export function suggestNamed(patients: readonly PatientBoxes[], least: number): NamedPatients {
  const free = patients
    .filter(({ boxes, isFixed }) => !isFixed && boxes >= least)
    .toSorted((a, b) => a.boxes - b.boxes || (a.patient < b.patient ? -1 : 1));
  if (free.length < 3) return { gold: [], val: [] };
  const most = Math.max(...free.map(({ modalities }) => modalities.length));
  const gold = free.find(({ modalities }) => modalities.length === most)!;
  return { gold: [gold.patient], val: [free.find((one) => one !== gold)!.patient] };
}
