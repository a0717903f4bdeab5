/** Codes thrown by exchange; each needs a cause and a remedy in src/shared/i18n/{de,en}/errors/exchange.ts. */
export const exchangeErrorCodes = [
  'exchange.target-not-empty',
  'exchange.nothing-to-export',
  'exchange.no-manifest',
] as const;
export type ExchangeErrorCode = (typeof exchangeErrorCodes)[number];
