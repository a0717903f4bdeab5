/** A value as Python's `json.dumps(value, indent=4)` writes it: ASCII only, four spaces. Integers and strings only. */
export function pythonJson(value: unknown): string {
  return JSON.stringify(value, null, 4).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** An object of many entries, byte for byte like `pythonJson` of the whole, in pieces and in the order of the entries. */
export function* pythonJsonObject(entries: Iterable<readonly [string, unknown]>): Generator<string> {
  let isFirst = true;
  for (const [key, value] of entries) {
    // A Map's keys may look like numbers, which objects would reorder; one entry alone has no order.
    const entry = pythonJson({ [key]: value }).slice(2, -2);
    yield `${isFirst ? '{\n' : ',\n'}${entry}`;
    isFirst = false;
  }
  yield isFirst ? '{}' : '\n}';
}
