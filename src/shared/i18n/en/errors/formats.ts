import type { FormatsErrorCode } from '../../../contract/errors/formats.ts';
import type { ErrorText } from '../../error-text.ts';

export const formatsErrors: Record<FormatsErrorCode, ErrorText> = {
  'formats.unreadable': {
    cause: 'The file cannot be read.',
    remedy: 'Check that it is complete and that you may read it.',
  },
};
