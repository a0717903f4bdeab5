import type { TFunction } from 'i18next';
import type { Language } from '../../shared/domain/mention/mention.ts';
import type { ErrorText } from '../../shared/i18n/error-text.ts';
import { errorText } from '../../shared/i18n/message.ts';

/** What the server says about a call it refused; undefined for a call that got no answer. */
export interface Refusal {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly id: string;
}

/** Reads the wire form `{ code, params, id }` out of whatever the client threw. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const data = 'data' in error ? error.data : undefined;
  if (isWireForm(data)) return data;
  // The transport's own refusals (malformed input, unknown procedure) come without our data.
  if ('status' in error && typeof error.status === 'number') return { code: 'internal', params: {}, id: '–' };
  return undefined;
}

function isWireForm(data: unknown): data is Refusal {
  return typeof data === 'object' && data !== null && 'code' in data && 'params' in data && 'id' in data;
}

/** Cause and remedy for a person, in their language. */
export function describeFailure(error: unknown, language: Language, t: TFunction<'common'>): ErrorText {
  const refusal = refusalOf(error);
  if (!refusal) return { cause: t('save.offlineHint'), remedy: '' };
  return (
    errorText(language, refusal.code, refusal.params) ?? {
      cause: t('error.internal', { id: refusal.id }),
      remedy: t('error.internalRemedy'),
    }
  );
}
