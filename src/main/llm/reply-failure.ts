import { APIConnectionError, APIError, OpenAIError } from 'openai';
import { AppError } from '../../shared/contract/app-error.ts';
import { retryAfterMs } from './retry.ts';

/**
 * The expected failure behind what a request or its reply threw. Whatever the reading library makes of a reply that it cannot
 * read is the reply's fault; an error that is neither its nor ours is a bug and comes back as it is.
 */
export function asReplyFailure(error: unknown, origin: string): unknown {
  const own = ownFailure(error);
  if (own) return new AppError(own.code, { origin, ...own.params }, { cause: error });
  if (error instanceof APIError && !(error instanceof APIConnectionError)) return ofStatus(error, origin);
  const isReadingFault = error instanceof OpenAIError || error instanceof SyntaxError;
  return isReadingFault
    ? new AppError('llm.not-a-chat', { origin, detail: error.name }, { cause: error })
    : error;
}

/** The library wraps what our transport throws; ours is the deeper one. */
function ownFailure(error: unknown): AppError | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof AppError) return cause;
  return undefined;
}

function ofStatus(error: APIError, origin: string): AppError {
  const status = typeof error.status === 'number' ? error.status : 0;
  const params = { origin, status: status || '–' };
  if (status === 401 || status === 403) return new AppError('llm.unauthorized', params, { cause: error });
  if (status === 404) return new AppError('llm.not-found', params, { cause: error });
  if (status === 429) return rateLimited(error, origin);
  const isServers = status === 0 || status === 408 || status >= 500;
  return new AppError(isServers ? 'llm.server-error' : 'llm.rejected', params, { cause: error });
}

function rateLimited(error: APIError, origin: string): AppError {
  const ms = askedPauseMs(error) ?? 0;
  return new AppError('llm.rate-limited', { origin, seconds: Math.ceil(ms / 1000) }, { cause: error });
}

/** How long the server asks to be left alone, ms; undefined where it does not say. */
export function askedPauseMs(error: unknown): number | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof APIError)
      return retryAfterMs((cause.headers as Headers | undefined)?.get('retry-after'), Date.now());
  }
  return undefined;
}
