const ADJECTIVE_ENDINGS = ['', 'e', 'en', 'er', 'es', 'em'] as const;

/** A German adjective in all its forms, folded. */
export function wordForms(stem: string): string[] {
  return ADJECTIVE_ENDINGS.map((ending) => stem + ending);
}

/** A German noun as it ends a term: nominative, genitive, and the dative plural of plurals. Folded. */
export function lastWordForms(word: string, isPlural: boolean): string[] {
  return isPlural ? [word, `${word}n`] : [word, `${word}s`, `${word}es`];
}
