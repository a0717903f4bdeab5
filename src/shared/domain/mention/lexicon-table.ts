/** Terms by class name; `#` in a name stands for left or right, the name '' for "outside the schema". */
export type LexiconTable = Readonly<Record<string, readonly string[]>>;
