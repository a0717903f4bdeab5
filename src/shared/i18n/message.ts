import type { ErrorCode } from '../contract/errors/index.ts';
import type { Language } from '../domain/mention/mention.ts';
import { errors as deErrors } from './de/errors/index.ts';
import { errors as enErrors } from './en/errors/index.ts';
import type { ErrorText } from './error-text.ts';

const errorTexts = { de: deErrors, en: enErrors } as const;

type Params = Readonly<Record<string, string | number>>;

/** Replaces each `{{name}}` by its param; a missing param stays visible rather than vanishing. */
export function interpolate(template: string, params: Params): string {
  return template.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) =>
    String(params[name] ?? placeholder),
  );
}

/** Cause and remedy of an error code in the reader's language; undefined for a code unknown here. */
export function errorText(language: Language, code: string, params: Params): ErrorText | undefined {
  const text = errorTexts[language][code as ErrorCode] as ErrorText | undefined;
  return text && { cause: interpolate(text.cause, params), remedy: interpolate(text.remedy, params) };
}
