import { ORPCError } from '@orpc/server';
import { AppError, type WireError } from '../../shared/contract/app-error.ts';
import { asExpected } from '../../shared/contract/system-failure.ts';
import type { Log } from '../ports/index.ts';

/**
 * What leaves the process about a failure: code, params and an id, nothing else. The stack of anything unexpected goes to the
 * log under the same id.
 */
export function toWire(
  thrown: unknown,
  log: Log,
  newId: () => string,
): ORPCError<'PLUMBLINE', WireError> | ORPCError<string, unknown> {
  if (thrown instanceof ORPCError) return thrown;
  const error = asExpected(thrown, '?');
  const id = newId().slice(0, 8);
  const isExpected = error instanceof AppError;
  if (!isExpected)
    log.error('request failed', {
      id,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  const data: WireError = isExpected
    ? { code: error.code, params: error.params, id }
    : { code: 'internal', params: {}, id };
  return new ORPCError('PLUMBLINE', { status: isExpected ? 422 : 500, message: data.code, data });
}

/** A stream whose failure reaches the page as any other does. */
export async function* iterating<T>(
  values: AsyncGenerator<T, void, undefined>,
  { log, newId }: { readonly log: Log; readonly newId: () => string },
): AsyncGenerator<T, void, undefined> {
  try {
    yield* values;
  } catch (error) {
    throw toWire(error, log, newId);
  }
}
