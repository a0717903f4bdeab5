import type { ExchangeErrorCode } from '../../../contract/errors/exchange.ts';
import type { ErrorText } from '../../error-text.ts';

export const exchangeErrors: Record<ExchangeErrorCode, ErrorText> = {
  'exchange.target-not-empty': {
    cause: '{{dir}} ist nicht leer.',
    remedy: 'Wählen Sie einen leeren Ordner; überschrieben wird nie etwas.',
  },
  'exchange.nothing-to-export': {
    cause: 'Kein Paar des Projekts hat einen der gewünschten Zustände.',
    remedy: 'Beurteilen Sie zuerst Paare oder wählen Sie andere Zustände; geschrieben wurde nichts.',
  },
  'exchange.no-manifest': {
    cause: 'Die Datei ist kein Manifest eines Exports.',
    remedy: 'Wählen Sie die manifest.json, die ein Export in seinen Ordner geschrieben hat.',
  },
};
