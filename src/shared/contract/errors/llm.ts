/** Codes about the language model's server and its answers; texts in src/shared/i18n/{de,en}/errors/llm.ts. */
export const llmErrorCodes = [
  // How it is set up.
  'llm.not-set-up',
  'llm.bad-address',
  'llm.plain-http',
  'llm.wrong-origin',
  // The way to the server.
  'llm.refused',
  'llm.unknown-host',
  'llm.unreachable',
  'llm.tls',
  'llm.not-http',
  'llm.connection-lost',
  'llm.redirected',
  // What the server says.
  'llm.unauthorized',
  'llm.not-found',
  'llm.no-such-model',
  'llm.rejected',
  'llm.rate-limited',
  'llm.server-error',
  // Limits.
  'llm.timed-out',
  'llm.stalled',
  'llm.too-long',
  'llm.too-many-tokens',
  'llm.cut-off',
  // What the reply is.
  'llm.compressed',
  'llm.not-utf8',
  'llm.web-page',
  'llm.not-a-chat',
  // What the answer is.
  'llm.empty-answer',
  'llm.declined',
  'llm.truncated',
  'llm.not-json',
  'llm.duplicate-keys',
  'llm.too-deep',
  'llm.bad-answer',
  'llm.not-verbatim',
  'llm.contradicts-text',
  // Told about captions.
  'llm.caption-left',
  'llm.caption-suspicious',
] as const;
export type LlmErrorCode = (typeof llmErrorCodes)[number];
