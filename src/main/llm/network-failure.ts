import { AppError, type ErrorParams } from '../../shared/contract/app-error.ts';
import type { ErrorCode } from '../../shared/contract/errors/index.ts';

/** What Node says about a connection, by the beginning of its codes. */
const MEANINGS: readonly (readonly [prefix: string, code: ErrorCode])[] = [
  ['ECONNREFUSED', 'llm.refused'],
  ['ENOTFOUND', 'llm.unknown-host'],
  ['EAI_', 'llm.unknown-host'],
  ['ECONNRESET', 'llm.connection-lost'],
  ['EPIPE', 'llm.connection-lost'],
  ['HPE_', 'llm.not-http'],
  ['ERR_TLS', 'llm.tls'],
  ['ERR_SSL', 'llm.tls'],
  ['EPROTO', 'llm.tls'],
  ['CERT_', 'llm.tls'],
  ['UNABLE_TO_', 'llm.tls'],
  ['SELF_SIGNED_', 'llm.tls'],
  ['DEPTH_ZERO_', 'llm.tls'],
  ['EHOSTUNREACH', 'llm.unreachable'],
  ['EHOSTDOWN', 'llm.unreachable'],
  ['ENETUNREACH', 'llm.unreachable'],
  ['ENETDOWN', 'llm.unreachable'],
  ['ETIMEDOUT', 'llm.unreachable'],
  ['EADDRNOTAVAIL', 'llm.unreachable'],
  ['EACCES', 'llm.unreachable'],
  ['EPERM', 'llm.unreachable'],
];

/** The expected failure behind an error of a socket; an AppError stays what it is, anything unknown is a bug and stays one. */
export function asNetworkFailure(error: unknown, origin: string): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  const code = codeOf(error);
  const meaning = MEANINGS.find(([prefix]) => code.startsWith(prefix))?.[1];
  if (!meaning) return error;
  const params: ErrorParams = { origin, host: new URL(origin).hostname, detail: code };
  return new AppError(meaning, params, { cause: error });
}

/** Where a name has several addresses, Node tries all of them and throws an AggregateError. */
function codeOf(error: Error): string {
  // A DOMException has a number there.
  const own: unknown = (error as NodeJS.ErrnoException).code;
  if (typeof own === 'string') return own;
  const [first] = error instanceof AggregateError ? (error.errors as NodeJS.ErrnoException[]) : [];
  return first?.code ?? '';
}
