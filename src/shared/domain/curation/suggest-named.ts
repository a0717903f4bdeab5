import type { NamedPatients } from './patient-splits.ts';

export interface PatientBoxes {
  readonly patient: string;
  readonly boxes: number;
  /** Whether an earlier snapshot has given it a split. */
  readonly isFixed: boolean;
}

/**
 * Whom to name for gold and for validation in a project of so few patients that chance would leave one of them empty: those with
 * the fewest boxes that are enough, so that most are left to train on. Nobody where there are fewer than three to choose from.
 *
 * @param least Boxes that a split needs
 */
export function suggestNamed(patients: readonly PatientBoxes[], least: number): NamedPatients {
  const free = patients
    .filter(({ boxes, isFixed }) => !isFixed && boxes >= least)
    .toSorted((a, b) => a.boxes - b.boxes || (a.patient < b.patient ? -1 : 1));
  if (free.length < 3) return { gold: [], val: [] };
  return { gold: [free[1]!.patient], val: [free[0]!.patient] };
}
