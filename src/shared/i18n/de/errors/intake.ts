import type { IntakeErrorCode } from '../../../contract/errors/intake.ts';
import type { ErrorText } from '../../error-text.ts';

export const intakeErrors: Record<IntakeErrorCode, ErrorText> = {
  'intake.nothing-usable': {
    cause: 'In {{paths}} wurde nichts Verwendbares gefunden.',
    remedy: 'Wählen Sie einen Ordner mit NIfTI- oder DICOM-Bildern und Befundtexten.',
  },
};
