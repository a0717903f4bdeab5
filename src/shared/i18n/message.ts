import type { ErrorCode } from '../contract/errors/index.ts';
import type { Language } from '../domain/mention/mention.ts';
import { errors as deErrors } from './de/errors/index.ts';
import { errors as enErrors } from './en/errors/index.ts';
import type { ErrorText } from './error-text.ts';
import { formatMoment } from './format.ts';
import { interpolate } from './interpolate.ts';
import { refusalsText } from './verdict-text.ts';

const errorTexts = { de: deErrors, en: enErrors } as const;

type Params = Readonly<Record<string, string | number>>;

const ISO_MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/**
 * Cause and remedy of an error code in the reader's language, moments in local time, reasons of a refusal in sentences; undefined for
 * a code unknown here.
 */
export function errorText(language: Language, code: string, params: Params): ErrorText | undefined {
  const text = errorTexts[language][code as ErrorCode] as ErrorText | undefined;
  const shown = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      name === 'refusals' ? refusalsText(String(value), language) : shownValue(value, language),
    ]),
  );
  return (
    text && {
      cause: interpolate(text.cause, shown, language),
      remedy: interpolate(text.remedy, shown, language),
    }
  );
}

const shownValue = (value: string | number, language: Language): string | number =>
  ISO_MOMENT.test(String(value)) ? formatMoment(String(value), language) : value;
