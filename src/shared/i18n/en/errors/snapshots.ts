import type { SnapshotsErrorCode } from '../../../contract/errors/snapshots.ts';
import type { ErrorText } from '../../error-text.ts';

export const snapshotsErrors: Record<SnapshotsErrorCode, ErrorText> = {
  'snapshots.nothing-decided': {
    cause: 'No pair of the project is evidence yet; a snapshot of it would be empty.',
    remedy: 'Judge pairs first, or let undecided ones count with a weight (--undecided 0.3).',
  },
  'snapshots.unknown': {
    cause: 'The project has no snapshot {{snapshot}}.',
    remedy: 'See which there are: plumbline snapshot list --project DIR.',
  },
  'snapshots.ambiguous': {
    cause: 'Several snapshots begin with {{snapshot}}.',
    remedy: 'Give more characters of the id.',
  },
  'snapshots.damaged': {
    cause: 'The snapshot {{file}} is missing or is not what its name says.',
    remedy:
      'Put the file back from a backup of the project folder. Without it nobody knows which patients have trained a model, so no new snapshot is made.',
  },
  'snapshots.split-taken': {
    cause:
      'Patient {{patient}} is in the split “{{has}}” of an earlier snapshot and cannot move to “{{wanted}}”.',
    remedy:
      'Name patients that no snapshot has held before: who has trained a model cannot judge its successor.',
  },
  'snapshots.unknown-patient': {
    cause: 'The project has no patient {{patient}}.',
    remedy: 'Use the pseudonyms that the project knows.',
  },
  'snapshots.images-missing': {
    cause:
      'The snapshot {{snapshot}} names {{missing, number}} images that the project does not hold any more.',
    remedy: 'Import the same sources again, or make a new snapshot of what is there.',
  },
};
