import type { IntakeErrorCode } from '../../../contract/errors/intake.ts';
import type { ErrorText } from '../../error-text.ts';

export const intakeErrors: Record<IntakeErrorCode, ErrorText> = {
  'intake.nothing-usable': {
    cause: 'Nothing usable was found in {{paths}}.',
    remedy: 'Choose a folder with NIfTI or DICOM images and captions.',
  },
};
