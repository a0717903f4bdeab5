import type { HostErrorCode } from '../../../contract/errors/host.ts';
import type { ErrorText } from '../../error-text.ts';

export const hostErrors: Record<HostErrorCode, ErrorText> = {
  'host.no-project-open': {
    cause: 'No project is open.',
    remedy: 'Open or create one first.',
  },
  'host.bad-request': {
    cause: 'The request was malformed.',
    remedy: 'Reload the window; if it happens again, report it.',
  },
};
