type Params = Readonly<Record<string, string | number>>;

/** Replaces each `{{name}}` by its param; a missing param stays visible rather than vanishing. */
export function interpolate(template: string, params: Params): string {
  return template.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) =>
    String(params[name] ?? placeholder),
  );
}
