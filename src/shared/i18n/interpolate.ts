import type { Language } from '../domain/mention/mention.ts';

type Params = Readonly<Record<string, string | number>>;

/**
 * Replaces each `{{name}}` by its param, and each `{{name, number}}` by it as the language writes numbers; a missing param stays
 * visible rather than vanishing.
 */
export function interpolate(template: string, params: Params, language: Language = 'en'): string {
  return template.replace(/\{\{(\w+)(, number)?\}\}/g, (placeholder, name: string, format?: string) => {
    const value = params[name];
    if (value === undefined) return placeholder;
    return format && Number.isFinite(Number(value)) ? Number(value).toLocaleString(language) : String(value);
  });
}
