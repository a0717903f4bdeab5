import type { ExchangeErrorCode } from '../../../contract/errors/exchange.ts';
import type { ErrorText } from '../../error-text.ts';

export const exchangeErrors: Record<ExchangeErrorCode, ErrorText> = {
  'exchange.target-not-empty': {
    cause: '{{dir}} is not empty.',
    remedy: 'Choose an empty folder; nothing is ever overwritten.',
  },
  'exchange.nothing-to-export': {
    cause: 'No pair of the project is in a state that was asked for.',
    remedy: 'Judge pairs first, or ask for other states; nothing was written.',
  },
  'exchange.no-manifest': {
    cause: 'The file is not the manifest of an export.',
    remedy: 'Choose the manifest.json that an export wrote into its folder.',
  },
};
