import type { FormatsErrorCode } from '../../../contract/errors/formats.ts';
import type { ErrorText } from '../../error-text.ts';

export const formatsErrors: Record<FormatsErrorCode, ErrorText> = {
  'formats.unreadable': {
    cause: 'Die Datei lässt sich nicht lesen.',
    remedy: 'Prüfen Sie, ob sie vollständig ist und ob Sie Leserechte haben.',
  },
};
