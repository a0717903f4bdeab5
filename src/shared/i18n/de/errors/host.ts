import type { HostErrorCode } from '../../../contract/errors/host.ts';
import type { ErrorText } from '../../error-text.ts';

export const hostErrors: Record<HostErrorCode, ErrorText> = {
  'host.no-project-open': {
    cause: 'Es ist kein Projekt geöffnet.',
    remedy: 'Öffnen oder erstellen Sie zuerst eines.',
  },
  'host.bad-request': {
    cause: 'Die Anfrage war fehlerhaft.',
    remedy: 'Laden Sie das Fenster neu; melden Sie es, wenn es wieder geschieht.',
  },
};
