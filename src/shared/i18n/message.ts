import type { ErrorCode } from '../contract/errors/index.ts';
import type { Language } from '../domain/mention/mention.ts';
import { errors as deErrors } from './de/errors/index.ts';
import { errors as enErrors } from './en/errors/index.ts';
import type { ErrorText } from './error-text.ts';
import { formatMoment } from './format.ts';

const errorTexts = { de: deErrors, en: enErrors } as const;

type Params = Readonly<Record<string, string | number>>;

/** Replaces each `{{name}}` by its param; a missing param stays visible rather than vanishing. */
export function interpolate(template: string, params: Params): string {
  return template.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) =>
    String(params[name] ?? placeholder),
  );
}

const ISO_MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Cause and remedy of an error code in the reader's language, moments in local time; undefined for a code unknown here. */
export function errorText(language: Language, code: string, params: Params): ErrorText | undefined {
  const text = errorTexts[language][code as ErrorCode] as ErrorText | undefined;
  const shown = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      ISO_MOMENT.test(String(value)) ? formatMoment(String(value), language) : value,
    ]),
  );
  return text && { cause: interpolate(text.cause, shown), remedy: interpolate(text.remedy, shown) };
}
