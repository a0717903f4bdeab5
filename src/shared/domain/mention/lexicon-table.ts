/**
 * Terms by class name, separated by commas; `#` in a name stands for left or right, the name '' for "outside the schema".
 * A term with a leading `+` is a plural that means both sides, one with a leading `=` an abbreviation that counts only as it is
 * written; a word with a trailing `~` is a German adjective and is matched in all its inflections.
 */
export type LexiconTable = Readonly<Record<string, string>>;

/** The terms of one entry. */
export function termsOf(list: string): string[] {
  return list
    .split(',')
    .map((term) => term.trim())
    .filter((term) => term !== '');
}
